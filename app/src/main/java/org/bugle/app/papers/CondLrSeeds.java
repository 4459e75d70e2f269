package org.bugle.app.papers;

import org.bugle.app.papers.CondLrRun.Worth;
import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Claim;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Lab;
import org.bugle.app.reproduce.Source;
import org.bugle.neural.method.DivergedException;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Means over three starting points of the MLP of table C3, and what large τ does to its training.
final class CondLrSeeds {
    private static final Source REFERENCE = Source.REFERENCE;
    private static final double ACCURACY = 0.03;

    /// The index of ε = 0.06.
    private static final int SIX = 3;

    /// What counts as a training that failed; to guess gives 1/6.
    private static final double FAILED = 0.3;

    private static final List<CondLrNets> SLOW =
            List.of(CondLrNets.condLr(2, 0.5), CondLrNets.condLr(10, 0.5));
    private static final List<CondLrNets> FAILING =
            List.of(CondLrNets.flow(2, 0.5), CondLrNets.flow(10, 0.5), CondLrNets.flow(0.5, 0.8));

    private CondLrSeeds() {}

    /// Mean accuracies at all ε, and the largest condition number of all layers.
    private record Mean(List<Double> fgsm, double condition, long parameters) {
        static Mean of(CondLrNets net, Lab lab) {
            List<Worth> worths =
                    IntStream.rangeClosed(7, 9)
                            .mapToObj(seed -> net.seeded(CondLrNets.mlp(), seed).worth(lab))
                            .toList();
            return new Mean(
                    IntStream.range(0, CondLrRun.EPSILON.size())
                            .mapToObj(i ->
                                    worths.stream()
                                            .mapToDouble(worth -> worth.fgsm().get(i))
                                            .average()
                                            .orElseThrow())
                            .toList(),
                    worths.stream().mapToDouble(Worth::largestCondition).max().orElseThrow(),
                    worths.getFirst().parameters());
        }
    }

    private record Row(CondLrNets net, List<Double> figures) {
        static Row of(CondLrNets net, Double... figures) {
            return new Row(net, List.of(figures));
        }

        List<Claim> claims() {
            List<Claim> claims = new ArrayList<>();
            for (int i = 0; i < figures.size(); i++) {
                claims.add(
                        new Claim(
                                "%s: mean of 3 seeds, FGSM, ε = %s"
                                        .formatted(net.name(), CondLrRun.EPSILON.get(i)),
                                new Criterion.Between(
                                        figures.get(i) - ACCURACY, figures.get(i) + ACCURACY),
                                REFERENCE));
            }
            return claims;
        }
    }

    private static final List<Row> ROWS =
            List.of(
                    Row.of(CondLrNets.dense(), .989, .958, .853, .688, .496, .331),
                    Row.of(CondLrNets.dlrt(0.8), .938, .789, .549, .368, .232, .139),
                    Row.of(CondLrNets.condLr(0.1, 0.8), .979, .933, .849, .704, .548, .388),
                    Row.of(CondLrNets.condLr(0.1, 0.5), .979, .957, .897, .813, .686, .524),
                    Row.of(CondLrNets.flow(0.1, 0.5), .996, .981, .947, .873, .774, .610));

    static Experiment means() {
        List<Claim> claims = new ArrayList<>();
        ROWS.forEach(row -> claims.addAll(row.claims()));
        claims.addAll(bars());
        claims.addAll(large());
        return Experiment.of(
                "C3-seeds",
                "Generated images, MLP: means of three seeds, and large τ",
                Case.of(claims, CondLrSeeds::measure).taking(130));
    }

    private static List<Double> measure(Lab lab) {
        List<Mean> means = ROWS.stream().map(row -> Mean.of(row.net(), lab)).toList();
        List<Double> values = new ArrayList<>();
        means.forEach(mean -> values.addAll(mean.fgsm()));
        Mean orthogonal = Mean.of(CondLrNets.condLr(0, 0.8), lab);
        values.addAll(bars(means.get(0), means.get(1), means.get(2), orthogonal));
        SLOW.forEach(net -> values.add(training(net, lab)));
        FAILING.forEach(net -> values.add(training(net, lab)));
        return values;
    }

    private static List<Claim> bars() {
        List<Claim> claims = new ArrayList<>();
        for (String net : List.of("CondLR τ = 0.1, cr = 0.8", "CondLR τ = 0, cr = 0.8")) {
            claims.add(bar(net + ": above DLRT at ε = 0.06", 0.2));
            claims.add(bar(net + ": above dense at ε = 0.06", -0.05));
            claims.add(bar(net + ": above dense on clean images", -0.02));
        }
        claims.add(
                new Claim(
                        "CondLR τ = 0.1, cr = 0.8: largest κ of all layers and seeds",
                        new Criterion.AtMost(1.1 * (1 + 1e-12)),
                        REFERENCE));
        claims.add(
                new Claim(
                        "CondLR, cr = 0.8: parameters less than dense",
                        new Criterion.Near(0.62, 0.005),
                        REFERENCE));
        return claims;
    }

    private static Claim bar(String text, double bound) {
        return new Claim(text, new Criterion.AtLeast(bound), REFERENCE);
    }

    private static List<Double> bars(Mean dense, Mean dlrt, Mean condLr, Mean orthogonal) {
        List<Double> values = new ArrayList<>();
        for (Mean mean : List.of(condLr, orthogonal)) {
            values.add(mean.fgsm().get(SIX) - dlrt.fgsm().get(SIX));
            values.add(mean.fgsm().get(SIX) - dense.fgsm().get(SIX));
            values.add(mean.fgsm().getFirst() - dense.fgsm().getFirst());
        }
        values.add(condLr.condition());
        values.add(1 - (double) condLr.parameters() / dense.parameters());
        return values;
    }

    /// Trainings that large τ slows or spoils: the authors' scaling damps the bases by
    /// (σ_min/σ_max)², and that of the flow is not stable.
    private static List<Claim> large() {
        List<Claim> claims = new ArrayList<>();
        List<Double> figures = List.of(0.867, 0.859);
        for (int i = 0; i < SLOW.size(); i++) {
            double figure = figures.get(i);
            claims.add(
                    new Claim(
                            SLOW.get(i).name() + ": training images",
                            new Criterion.Between(figure - ACCURACY, figure + ACCURACY),
                            REFERENCE));
        }
        for (CondLrNets net : FAILING) {
            claims.add(
                    new Claim(
                            net.name() + ": training images, which it fails to learn",
                            new Criterion.AtMost(FAILED),
                            REFERENCE));
        }
        return claims;
    }

    /// 0 of a training that ends with numbers that are not finite.
    private static double training(CondLrNets net, Lab lab) {
        try {
            return net.on(CondLrNets.mlp()).worth(lab).train();
        } catch (DivergedException _) {
            return 0;
        }
    }
}
