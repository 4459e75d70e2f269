package org.bugle.app.papers;

import org.bugle.app.reproduce.Paper;

import java.util.List;

/// The Galerkin alternating projection (arXiv:2505.19929). The paper's own figures could not be
/// read; all figures are those of an independent implementation.
final class GapPaper {
    private GapPaper() {}

    static Paper paper() {
        return new Paper(
                "gap",
                "2505.19929",
                "A Galerkin alternating projection method for kinetic equations in the diffusive"
                        + " limit",
                List.of(GapPlane.s11(), GapPlane.a2(), GapPlane.a3(), GapSuOlson.a5()));
    }
}
