package org.bugle.app.papers;

import org.bugle.app.reproduce.Paper;

import java.util.List;

/// Operators with long-range interactions on trees (arXiv:2405.09952). E1–E7 are the paper's
/// experiments: their ranks, bytes and errors are read from the data behind the authors' plots,
/// what was computed for them independently says so. R1–R8 are figures of an independent
/// implementation.
final class TtnoPaper {
    private TtnoPaper() {}

    static Paper paper() {
        return new Paper(
                "ttno",
                "2405.09952",
                "Low-rank Tree Tensor Network Operators for Long-Range Pairwise Interactions",
                () ->
                        List.of(
                                TtnoSizes.e1(),
                                TtnoTolerances.e2(),
                                TtnoSpectral.e3(),
                                TtnoTolerances.e4(),
                                TtnoSizes.e5(),
                                TtnoSizes.e6(),
                                TtnoTolerances.e6Tolerances(),
                                TtnoTolerances.e7(),
                                TtnoSmall.r1(),
                                TtnoSpectral.r2(),
                                TtnoKernels.r3(),
                                TtnoKernels.r4(),
                                TtnoKernels.r5(),
                                TtnoSmall.r6(),
                                TtnoKernels.r7(),
                                TtnoKernels.r8()));
    }
}
