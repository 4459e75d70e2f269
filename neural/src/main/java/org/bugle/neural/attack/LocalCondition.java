package org.bugle.neural.attack;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Svd;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Batch;
import org.bugle.neural.engine.Engine;
import org.bugle.neural.network.Criterion;
import org.bugle.neural.network.Evaluator;
import org.bugle.neural.network.Network;
import org.bugle.neural.weight.Weights;

import java.util.ArrayList;
import java.util.List;

/// The condition number of a network at an input, κ(f; x) = ‖J(x)‖₂ ‖x‖/‖f(x)‖ with the Jacobian J:
/// to first order ‖f(x + δ) − f(x)‖/‖f(x)‖ ≤ κ(f; x) ‖δ‖/‖x‖ (spec `condlr`, Theory).
public record LocalCondition(Engine engine, Network network, Weights weights) {

    /// Of every sample, by as many backward passes as there are outputs.
    ///
    /// @param inputs (b, …)
    public List<Double> at(Array inputs) {
        try (Evaluator evaluator = new Evaluator(engine, network, Criterion.HALF_SQUARES)) {
            Array outputs = evaluator.outputs(weights, Batch.of(inputs, Array.zeros(List.of(0))));
            List<Matrix> rows = new ArrayList<>();
            for (int k = 0; k < outputs.size(1); k++) {
                rows.add(derivatives(evaluator, inputs, outputs, k));
            }
            return conditions(matrix(inputs), outputs.toMatrix(), rows);
        }
    }

    /// ∂f_k/∂x of every sample, one a row: the gradient of ½‖f − y‖² at y = f − e_k.
    private Matrix derivatives(Evaluator evaluator, Array inputs, Array outputs, int k) {
        int classes = outputs.size(1);
        Array targets =
                Array.generate(outputs.shape(), i -> outputs.at(i) - (i % classes == k ? 1 : 0));
        Array gradient = evaluator.gradientByInputs(weights, Batch.of(inputs, targets));
        return matrix(gradient.times(inputs.size(0))); // the loss is a mean over samples
    }

    private static Matrix matrix(Array a) {
        return a.reshape(List.of(a.size(0), a.size() / a.size(0))).toMatrix();
    }

    private static List<Double> conditions(Matrix x, Matrix f, List<Matrix> derivatives) {
        List<Double> conditions = new ArrayList<>();
        for (int i = 0; i < x.rows(); i++) {
            int row = i;
            Matrix jacobian =
                    Matrix.vcat(
                            derivatives.stream()
                                    .map(d -> d.rows(row, row + 1))
                                    .toArray(Matrix[]::new));
            double norm = Svd.left(jacobian).singularValues().getFirst();
            conditions.add(norm * x.rows(i, i + 1).norm() / f.rows(i, i + 1).norm());
        }
        return conditions;
    }
}
