package org.bugle.app.papers;

import org.bugle.app.reproduce.Paper;

import java.util.List;

/// Randomized low-rank Runge–Kutta methods (arXiv:2409.06384): reference figures R1–R6 and the
/// paper's experiments E1–E7. Figures of the experiments are those of an independent
/// implementation, run a few times: the paper prints no tables.
final class RandomizedPaper {
    private RandomizedPaper() {}

    static Paper paper() {
        return new Paper(
                "randomized-rk",
                "2409.06384",
                "Randomized low-rank Runge-Kutta methods",
                () ->
                        List.of(
                                RandomizedFigures.r1(),
                                RandomizedSketches.r2(),
                                RandomizedFigures.r3(),
                                RandomizedFigures.r4(),
                                RandomizedFigures.r5(),
                                RandomizedFigures.r6(),
                                RandomizedExperiments.e1(),
                                RandomizedExperiments.e2(),
                                RandomizedExperiments.e3(),
                                RandomizedExperiments.e4(),
                                RandomizedExperiments.e5(),
                                RandomizedExperiments.e6(),
                                RandomizedExperiments.e7()));
    }
}
