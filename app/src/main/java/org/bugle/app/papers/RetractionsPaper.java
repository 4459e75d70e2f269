package org.bugle.app.papers;

import org.bugle.app.reproduce.Paper;

import java.util.List;

/// Retractions of the matrices of fixed rank and the integrators made of them (arXiv:2309.06125).
/// Of the paper only the abstract could be read: the experiments are of its kind, and all figures
/// are those of an independent implementation.
final class RetractionsPaper {
    private RetractionsPaper() {}

    static Paper paper() {
        return new Paper(
                "retractions",
                "2309.06125",
                "From low-rank retractions to dynamical low-rank approximation and back",
                () ->
                        List.of(
                                RetractionsGeometry.r1(),
                                RetractionsOrders.r2(),
                                RetractionsLyapunov.r3(),
                                RetractionsRotation.r4(),
                                RetractionsGeometry.r5(),
                                RetractionsGeometry.r6(),
                                RetractionsGeometry.r7(),
                                RetractionsCurvature.r8()));
    }
}
