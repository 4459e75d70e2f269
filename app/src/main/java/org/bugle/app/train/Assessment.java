package org.bugle.app.train;

import org.bugle.app.report.Report;
import org.bugle.app.run.Numbers;
import org.bugle.neural.network.Cost;
import org.bugle.neural.network.Score;
import org.bugle.neural.weight.Weights;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a network can do and what it costs, as `result.json` has it.
///
/// @param parameters of all weights
/// @param layersParameters of the layers in factors
/// @param compression 1 − stored/dense of the layers in factors
/// @param multiplications of linear layers and convolutions for one sample
public record Assessment(
        Measured test,
        Counts parameters,
        Counts layersParameters,
        double compression,
        Multiplications multiplications,
        List<Layer> layers,
        List<Attacked> attacks,
        Optional<Bounds> bounds) {

    /// On the test set.
    public record Measured(double loss, double accuracy, long samples) {}

    /// @param stored to use the network
    /// @param trained moved by the training
    /// @param dense without factors
    public record Counts(long stored, long trained, long dense) {}

    /// @param factored in the forms of the weights
    public record Multiplications(long factored, long dense) {}

    /// A layer that is or could be in factors.
    ///
    /// @param form `dense`, `low-rank`, `tucker` or `adapter`
    /// @param norm the largest singular value of the layer as a matrix
    /// @param conditionNumber over the leading singular values of the layer as a matrix, as many as
    ///   its rank
    /// @param singularValues of the trained part as a matrix, falling
    public record Layer(
            String name,
            List<Integer> shape,
            String form,
            List<Integer> ranks,
            long parameters,
            long dense,
            double norm,
            double conditionNumber,
            List<Double> singularValues) {}

    /// @param name such as `fgsm` or `pgd-linf`
    public record Attacked(String name, double epsilon, double accuracy) {}

    /// How much an input's perturbation can grow.
    ///
    /// @param lipschitz the product of the layers' largest singular values
    /// @param conditionNumber the product of the layers' condition numbers
    public record Bounds(double lipschitz, double conditionNumber) {}

    /// Measures the weights on the test set of a plan.
    public static Assessment of(TrainPlan plan, Weights weights) {
        Material material = plan.material();
        Score test = plan.model().score(weights, material.test());
        Anatomy anatomy = Anatomy.of(weights, plan.candidates());
        Cost cost = plan.model().evaluator().cost(weights, material.train().batch(List.of(0)));
        return new Assessment(
                new Measured(test.loss(), test.accuracy(), test.counted()),
                anatomy.all(),
                anatomy.compressed(),
                anatomy.compression(),
                new Multiplications(cost.multiplications(), cost.dense()),
                anatomy.layers(),
                Attacks.of(plan, weights),
                anatomy.bounds());
    }

    /// In words.
    public List<Report.Row> rows() {
        List<Report.Row> rows = new ArrayList<>();
        String accuracy =
                Double.isFinite(test.accuracy())
                        ? ", accuracy " + Numbers.fixed(test.accuracy(), 4)
                        : "";
        rows.add(
                new Report.Row(
                        "test",
                        "loss %s%s on %d targets"
                                .formatted(
                                        Numbers.brief(test.loss(), 4), accuracy, test.samples())));
        rows.add(
                new Report.Row(
                        "parameters",
                        "%d, of %d without factors"
                                .formatted(parameters.stored(), parameters.dense())));
        if (layersParameters.dense() > 0) {
            rows.add(new Report.Row("layers", layersInWords()));
        }
        for (Attacked attacked : attacks) {
            rows.add(
                    new Report.Row(
                            attacked.name(),
                            "size %s: accuracy %s"
                                    .formatted(
                                            Numbers.brief(attacked.epsilon()),
                                            Numbers.fixed(attacked.accuracy(), 4))));
        }
        return rows;
    }

    private String layersInWords() {
        boolean corrected = layers.stream().anyMatch(layer -> layer.form().equals("adapter"));
        String counts =
                corrected
                        ? "%d parameters of corrections beside %d frozen ones"
                                .formatted(layersParameters.stored(), layersParameters.dense())
                        : "%d of %d parameters, compression %s %%"
                                .formatted(
                                        layersParameters.stored(),
                                        layersParameters.dense(),
                                        Numbers.fixed(100 * compression, 1));
        return "%s; %d of %d multiplications"
                .formatted(counts, multiplications.factored(), multiplications.dense());
    }
}
