package org.bugle.app.papers;

import org.bugle.app.reproduce.Paper;

import java.util.List;

/// The RAIL integrators of two (arXiv:2311.15143) and three directions (arXiv:2503.04932). Of both
/// papers only the abstracts could be read, and nothing here is a figure of theirs: experiments are
/// set up as in public codes (the first author's in three directions, students' in two), and the
/// figures are those of an independent implementation, which agrees with the students' plots to
/// reading accuracy where there are any.
final class RailPaper {
    private RailPaper() {}

    static Paper paper() {
        return new Paper(
                "rail",
                "2311.15143",
                "Reduced Augmentation Implicit Low-rank (RAIL) integrators for advection-diffusion"
                        + " and Fokker-Planck models",
                () ->
                        List.of(
                                RailPieces.sums(),
                                RailPieces.truncation(),
                                RailDiffusion.e1(),
                                RailDiffusion.e2(),
                                RailRotation.e3(),
                                RailRotation.e4(),
                                RailRotation.e5(),
                                RailFokkerPlanck.e6(),
                                RailWaves.t1(),
                                RailWaves.t2(),
                                RailSpace.t3(),
                                RailSpace.t4(),
                                RailSpace.t5(),
                                RailSpace.t6(),
                                RailFokkerPlanck.t8(),
                                RailWaves.b1()));
    }
}
