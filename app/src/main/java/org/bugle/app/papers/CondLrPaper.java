package org.bugle.app.papers;

import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Paper;
import org.bugle.app.reproduce.Source;

import java.util.List;

/// CondLR, low-rank training with bounded condition numbers (arXiv:2306.01485). Of the paper the
/// abstract and two tables, as a later paper quotes them, could be read; all other figures are
/// those of an independent implementation, whose steps agree with the authors' public code to
/// rounding.
final class CondLrPaper {
    private static final String CIFAR =
            "CIFAR-10 is not part of Bugle, and 120 epochs of VGG16 take days on two cores;"
                    + " `bugle train` trains it where both are at hand";

    private CondLrPaper() {}

    static Paper paper() {
        return new Paper(
                "condlr",
                "2306.01485",
                "Robust low-rank training via approximate orthonormal constraints",
                () ->
                        List.of(
                                CondLrSpectra.projections(),
                                CondLrSpectra.regression(),
                                CondLrRobustness.mlp(),
                                CondLrSeeds.means(),
                                CondLrRobustness.convolution(),
                                CondLrSpectra.bound(),
                                vgg16()));
    }

    private static Experiment vgg16() {
        return Experiment.of(
                "VGG16",
                "VGG16 on CIFAR-10",
                Case.notRun(
                        "8 networks under FGSM, 4 sizes: % right with CondLR τ = 0.5, cr = 0.5,"
                                + " ε = 0.006",
                        new Criterion.Near(50.17, 0.02), Source.PAPER, CIFAR),
                Case.notRun(
                        "10 networks under ℓ₂ PGD, 8 sizes: % right with CondLR τ = 0.1, cr = 0.5,"
                                + " ε = 0.3",
                        new Criterion.Near(54.58, 0.02), Source.PAPER, CIFAR));
    }
}
