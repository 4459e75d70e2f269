package org.bugle.integrator.randomized;

import org.bugle.integrator.matrix.StepLog;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;

/// The two sketches X = ZΩ and W = ZᴴΨ of a stage Z while it is summed up; Z is never formed.
final class StageSketch {
    final Matrix omega;
    final Matrix psi;
    private final int stage;
    private final Truncation rule;
    private Matrix image;
    private Matrix adjointImage;

    /// Of Y₀, to begin with.
    StageSketch(int stage, Truncation rule, Matrix omega, Matrix psi, LowRankMatrix y0) {
        this.stage = stage;
        this.rule = rule;
        this.omega = omega;
        this.psi = psi;
        image = y0.apply(omega);
        adjointImage = y0.applyAdjoint(psi);
    }

    /// Z ← Z + c G, for real c.
    void add(double c, Matrix imageOfG, Matrix adjointImageOfG) {
        image = image.plus(c, imageOfG);
        adjointImage = adjointImage.plus(c, adjointImageOfG);
    }

    /// N(Z), not truncated.
    LowRankMatrix approximation(StepLog log) {
        String name = "Z" + (stage + 1);
        return GeneralizedNystrom.decode(
                log.finite(image, name + "Ω"), log.finite(adjointImage, name + "ᴴΨ"), psi);
    }

    /// N(Z), truncated by the rule of the stage.
    LowRankMatrix decoded(StepLog log) {
        return rule.apply(approximation(log)).value();
    }
}
