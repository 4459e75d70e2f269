package org.bugle.app.papers;

import org.bugle.app.report.Axis;
import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Claim;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Source;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Expm;
import org.bugle.linalg.Matrix;
import org.bugle.models.Ganapol;

import java.util.ArrayList;
import java.util.List;

/// The plane source, a benchmark with a closed solution.
final class GapPlaneSource {
    private static final Source REFERENCE = Source.REFERENCE;

    private static final Ganapol GANAPOL = new Ganapol(1);

    private static final double WIDTH = 0.03;

    private GapPlaneSource() {}

    static Experiment a1() {
        return Experiment.of(
                "A1",
                "The plane source: Ganapol's solution",
                flux(
                        1,
                        new double[] {0, .25, .5, .75, .9, .99},
                        .6754653852,
                        .6380358578,
                        .5329095407,
                        .3788106794,
                        .2708492291,
                        .1958298234),
                flux(
                        2,
                        new double[] {0, .5, 1, 1.5, 1.9},
                        .4118060568,
                        .3695643895,
                        .2625614321,
                        .1371849980,
                        .0532308855),
                flux(
                        5,
                        new double[] {0, 1, 2, 3, 4, 4.9},
                        .2346089302,
                        .1995670247,
                        .1210464547,
                        .0495952816,
                        .0118232666,
                        .0011545713),
                pulse(
                        1,
                        new double[] {0, .25, .5, .75, .9, 1, 1.1},
                        .67491779,
                        .63754130,
                        .53255532,
                        .37860510,
                        .27038464,
                        .10414075,
                        .00008285),
                pulse(2, new double[] {0, .5, 1, 2}, .41164756, .36944350, .26252883, .01948772),
                pulse(5, new double[] {0, 1, 2}, .23457502, .19954646, .12105079),
                symbol(0.5, 1, 0.969669058228),
                symbol(3, 1, 0.247090217139),
                symbol(20, 1, 0.015837467553),
                symbol(3, 2, -0.033444199901));
    }

    /// The start is a Gaussian of standard deviation 0.03, not a pulse without width; eight
    /// decimals are printed.
    private static Case pulse(double time, double[] points, double... figures) {
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < points.length; i++) {
            claims.add(
                    new Claim(
                            "Gaussian start, t = %s: scalar flux at x = %s"
                                    .formatted(time, points[i]),
                            new Criterion.Near(figures[i], 1.5e-8 / figures[i]),
                            REFERENCE));
        }
        return Case.of(
                claims,
                _ -> {
                    List<Double> values = new ArrayList<>();
                    for (double x : points) {
                        values.add(smoothed(x, time));
                    }
                    return values;
                });
    }

    /// ∫ φ(y, t) g(x − y) dy over the places that the particles reached, by Simpson's rule. The
    /// substitution y = t sin θ takes the edge out of the front.
    private static double smoothed(double x, double time) {
        double reach = 9 * WIDTH;
        double low = Math.asin(Math.max(-1, (x - reach) / time));
        double high = Math.asin(Math.min(1, (x + reach) / time));
        int n = 2000;
        double sum = 0;
        for (int i = 0; i <= n; i++) {
            double theta = low + (high - low) * i / n;
            double y = time * Math.sin(theta);
            double s = (x - y) / WIDTH;
            double weight = i == 0 || i == n ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * GANAPOL.scalarFlux(y, time) * Math.exp(-s * s / 2) * Math.cos(theta);
        }
        return sum * (high - low) / n / 3 * time / (Math.sqrt(2 * Math.PI) * WIDTH);
    }

    private static Case flux(double time, double[] points, double... figures) {
        List<Double> xs = new ArrayList<>();
        List<Criterion> expected = new ArrayList<>();
        for (int i = 0; i < points.length; i++) {
            xs.add(points[i]);
            // ten decimals are printed
            expected.add(new Criterion.Near(figures[i], 1e-10 / figures[i]));
        }
        Chart chart = new Chart("Scalar flux", Axis.linear("x"), Axis.linear("φ"));
        return Case.curve(
                chart, "t = " + time, REFERENCE, xs, expected, x -> GANAPOL.scalarFlux(x, time));
    }

    /// e₀ᵀ exp(t (−iκJ + e₀e₀ᵀ − I)) e₀, twelve decimals.
    private static Case symbol(double kappa, double time, double figure) {
        return Case.of(
                "Fourier symbol at κ = %s, t = %s".formatted(kappa, time),
                new Criterion.Near(figure, 1e-12 / Math.abs(figure)),
                REFERENCE,
                _ -> {
                    int n = 64;
                    Matrix g =
                            Matrix.generateComplex(
                                    n,
                                    n,
                                    (i, j) -> {
                                        double k = Math.max(i, j);
                                        return Math.abs(i - j) == 1
                                                ? new Complex(
                                                        0,
                                                        -time
                                                                * kappa
                                                                * k
                                                                / Math.sqrt(4 * k * k - 1))
                                                : Complex.real(i == j && i > 0 ? -time : 0);
                                    });
                    return Expm.of(g).get(0, 0);
                });
    }
}
