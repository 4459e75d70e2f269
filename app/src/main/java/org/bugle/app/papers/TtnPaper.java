package org.bugle.app.papers;

import org.bugle.app.reproduce.Paper;

import java.util.List;

/// BUG integrators for tree tensor networks (arXiv:2412.00858 and what it is built on). The paper's
/// own figures could not be read; the authors' scripts and codes could.
final class TtnPaper {
    private TtnPaper() {}

    static Paper paper() {
        return new Paper(
                "ttn",
                "2412.00858",
                "A parallel basis update and Galerkin integrator for tree tensor networks",
                () ->
                        List.of(
                                TtnAccuracy.s1(),
                                TtnAccuracy.s2(),
                                TtnAccuracy.s3(),
                                TtnSpins.s4(),
                                TtnSpins.s5(),
                                TtnSpins.s6(),
                                TtnSpins.s8(),
                                TtnRadiation.s7(),
                                TtnAccuracy.s9(),
                                TtnOperators.s10(),
                                TtnQuench.quench(),
                                TtnQuench.errors(),
                                TtnQuench.neighbours(),
                                TtnRadiation.planeSource(),
                                TtnRadiation.lineSource()));
    }
}
