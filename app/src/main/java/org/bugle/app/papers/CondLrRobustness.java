package org.bugle.app.papers;

import org.bugle.app.papers.CondLrRun.Worth;
import org.bugle.app.report.Axis;
import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Claim;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Lab;
import org.bugle.app.reproduce.Source;
import org.bugle.neural.network.Network;

import java.util.ArrayList;
import java.util.List;

/// Accuracies of small networks under attacks: tables C3 (an MLP) and C3b (a convolution).
final class CondLrRobustness {
    private static final Source REFERENCE = Source.REFERENCE;

    /// Of condition numbers, which are given in two digits.
    private static final double TWO_DIGITS = 0.05;

    /// How much of rounding there is in accuracies after 80 epochs. Measured with a relative change
    /// of the biases at the start by 10⁻¹⁴.
    private enum Rounding {
        /// No digit of three changes.
        NONE(0.03, 0.03),
        /// Accuracies change by up to 0.1 where ε ≥ 0.08, and by up to 0.035 below: those of CondLR
        /// with τ = 0, and of DLRT with a convolution.
        AMPLIFIED(0.05, 0.1);

        private static final double LARGE = 0.08;

        private final double small;
        private final double large;

        Rounding(double small, double large) {
            this.small = small;
            this.large = large;
        }

        /// The tolerance of an accuracy.
        double tolerance(double epsilon) {
            return epsilon < LARGE ? small : large;
        }
    }

    private CondLrRobustness() {}

    private static Chart chart(String title) {
        return new Chart(title, Axis.linear("ε"), Axis.linear("accuracy"));
    }

    static Experiment mlp() {
        Table table = new Table(chart("MLP under FGSM"), CondLrNets.mlp(), Rounding.NONE);
        Table amplified = table.with(Rounding.AMPLIFIED);
        return Experiment.of(
                "C3",
                "Generated images, MLP 144→64→64→6",
                table.row(
                        CondLrNets.dense(),
                        new Figures(13830, 1.000, .635, .990, .962, .867, .682, .513, .347),
                        13,
                        321,
                        6.2),
                table.row(
                        CondLrNets.vanilla(0.5),
                        new Figures(13390, 1.000, .425, .982, .855, .685, .487, .345, .218),
                        13,
                        18,
                        12),
                table.row(
                        CondLrNets.dlrt(0.5),
                        new Figures(13390, 1.000, .495, .983, .903, .750, .555, .382, .223),
                        5.4,
                        6.3,
                        6.3),
                amplified.bounded(
                        CondLrNets.condLr(0, 0.5),
                        new Figures(13390, 1.000, .792, .998, .972, .923, .820, .663, .505),
                        1),
                table.bounded(
                        CondLrNets.condLr(0.1, 0.5),
                        new Figures(13390, .986, .798, .978, .952, .877, .808, .648, .512),
                        1.1),
                table.bounded(
                        CondLrNets.condLr(0.5, 0.5),
                        new Figures(13390, .983, .742, .975, .928, .857, .758, .583, .453),
                        1.5),
                table.bounded(
                        CondLrNets.flow(0.1, 0.5),
                        new Figures(13390, .999, .868, .997, .983, .957, .880, .765, .582),
                        1.1),
                table.row(
                        CondLrNets.vanilla(0.8),
                        new Figures(5296, .998, .332, .933, .803, .588, .392, .278, .202),
                        7.6,
                        7.2,
                        16),
                table.row(
                        CondLrNets.dlrt(0.8),
                        new Figures(5296, .988, .372, .952, .827, .615, .425, .283, .167),
                        4.9,
                        4.1,
                        6.7),
                amplified.bounded(
                        CondLrNets.condLr(0, 0.8),
                        new Figures(5296, 1.000, .738, .995, .962, .907, .770, .602, .443),
                        1),
                table.bounded(
                        CondLrNets.condLr(0.1, 0.8),
                        new Figures(5296, .999, .713, .992, .953, .877, .742, .592, .430),
                        1.1));
    }

    static Experiment convolution() {
        Table table =
                new Table(chart("Convolution under FGSM"), CondLrNets.convolution(), Rounding.NONE);
        Table amplified = table.with(Rounding.AMPLIFIED);
        return Experiment.of(
                "C3b",
                "Generated images, a convolution and two linear layers",
                table.accuracies(CondLrNets.dense(), 6710, .995, .962, .890, .735, .563, .380),
                table.accuracies(CondLrNets.vanilla(0.5), 4362, .968, .832, .610, .430, .287, .188),
                amplified.accuracies(
                        CondLrNets.dlrt(0.5), 4362, .970, .877, .732, .530, .373, .305),
                amplified.accuracies(
                        CondLrNets.condLr(0, 0.5), 4362, .998, .987, .957, .868, .703, .527),
                table.accuracies(
                        CondLrNets.condLr(0.1, 0.5), 4362, .997, .983, .923, .818, .673, .483),
                table.accuracies(
                        CondLrNets.condLr(0.5, 0.5), 4362, .972, .923, .828, .660, .470, .328));
    }

    /// What one row of table C3 says.
    private record Figures(long parameters, double train, double pgd, List<Double> fgsm) {
        Figures(long parameters, double train, double pgd, Double... fgsm) {
            this(parameters, train, pgd, List.of(fgsm));
        }
    }

    /// Rows of one network.
    private record Table(Chart chart, Network network, Rounding rounding) {

        Table with(Rounding other) {
            return new Table(chart, network, other);
        }

        /// Of a method that does not bound the condition numbers of the layers.
        Case row(CondLrNets net, Figures figures, double... conditions) {
            List<Claim> claims = claims(net, figures);
            for (int layer = 0; layer < conditions.length; layer++) {
                claims.add(
                        new Claim(
                                "%s: κ of layer %d".formatted(net.name(), layer + 1),
                                new Criterion.Near(conditions[layer], TWO_DIGITS),
                                REFERENCE));
            }
            return Case.of(
                            claims,
                            lab -> {
                                Worth worth = drawn(net, lab);
                                List<Double> values = values(worth);
                                values.addAll(worth.conditions());
                                return values;
                            })
                    .taking(4);
        }

        /// Of a method that does.
        Case bounded(CondLrNets net, Figures figures, double bound) {
            List<Claim> claims = claims(net, figures);
            claims.add(
                    new Claim(
                            net.name() + ": largest κ of the layers",
                            new Criterion.AtMost(bound * (1 + 1e-12)),
                            REFERENCE));
            return Case.of(
                            claims,
                            lab -> {
                                Worth worth = drawn(net, lab);
                                List<Double> values = values(worth);
                                values.add(worth.largestCondition());
                                return values;
                            })
                    .taking(4);
        }

        /// Of parameters and of accuracies under FGSM alone.
        Case accuracies(CondLrNets net, long parameters, double... fgsm) {
            List<Claim> claims = new ArrayList<>();
            claims.add(parameters(net, parameters));
            for (int i = 0; i < fgsm.length; i++) {
                claims.add(fgsm(net, i, fgsm[i]));
            }
            return Case.of(
                            claims,
                            lab -> {
                                Worth worth = drawn(net, lab);
                                List<Double> values = new ArrayList<>();
                                values.add((double) worth.parameters());
                                values.addAll(worth.fgsm());
                                return values;
                            })
                    .taking(9);
        }

        private List<Claim> claims(CondLrNets net, Figures figures) {
            List<Claim> claims = new ArrayList<>();
            claims.add(parameters(net, figures.parameters()));
            claims.add(accuracy(net.name() + ": training images", figures.train(), 0));
            claims.add(accuracy(net.name() + ": PGD, ε = 0.06", figures.pgd(), 0.06));
            for (int i = 0; i < figures.fgsm().size(); i++) {
                claims.add(fgsm(net, i, figures.fgsm().get(i)));
            }
            return claims;
        }

        private static Claim parameters(CondLrNets net, long parameters) {
            return new Claim(
                    net.name() + ": parameters", new Criterion.Near(parameters, 0), REFERENCE);
        }

        private Claim fgsm(CondLrNets net, int index, double figure) {
            double epsilon = CondLrRun.EPSILON.get(index);
            return accuracy("%s: FGSM, ε = %s".formatted(net.name(), epsilon), figure, epsilon);
        }

        private Claim accuracy(String text, double figure, double epsilon) {
            double tolerance = rounding.tolerance(epsilon);
            return new Claim(
                    text, new Criterion.Between(figure - tolerance, figure + tolerance), REFERENCE);
        }

        private Worth drawn(CondLrNets net, Lab lab) {
            Worth worth = net.on(network).worth(lab);
            for (int i = 0; i < worth.fgsm().size(); i++) {
                lab.point(chart, net.name(), CondLrRun.EPSILON.get(i), worth.fgsm().get(i));
            }
            return worth;
        }

        private static List<Double> values(Worth worth) {
            List<Double> values = new ArrayList<>();
            values.add((double) worth.parameters());
            values.add(worth.train());
            values.add(worth.pgd());
            values.addAll(worth.fgsm());
            return values;
        }
    }
}
