package org.bugle.app.papers;

import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Claim;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Source;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Svd;
import org.bugle.linalg.Tensor;
import org.bugle.linalg.structured.Dense;
import org.bugle.linalg.structured.KroneckerSumSolver;
import org.bugle.linalg.structured.ModeForm;
import org.bugle.lowrank.Tucker;
import org.bugle.lowrank.TuckerTruncation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The pieces of a step by themselves (spec `rail` §8-A and B).
final class RailPieces {
    /// Of figures of 13 digits.
    private static final double THIRTEEN = 2e-12;

    private RailPieces() {}

    static Experiment sums() {
        return Experiment.of(
                "A",
                "Solver of Kronecker sums, 3×4×5",
                Case.of(
                        List.of(
                                claim("X at 0, 0, 0", 0.6819299814666, THIRTEEN),
                                claim("X at 1, 2, 3", 0.0658740435209, THIRTEEN),
                                claim("X at 2, 3, 4", 0.0382478660070, THIRTEEN),
                                claim("norm of X", 1.162683274493, THIRTEEN)),
                        _ -> {
                            Tensor b =
                                    Tensor.generate(
                                            new int[] {3, 4, 5},
                                            i -> 1 / (1.0 + i[0] + 2 * i[1] + 3 * i[2]));
                            List<ModeForm> forms =
                                    Stream.of(3, 4, 5).map(n -> ModeForm.of(second(n))).toList();
                            Tensor x = KroneckerSumSolver.of(forms).solve(1, 0.1, b);
                            return List.of(
                                    x.get(0, 0, 0), x.get(1, 2, 3), x.get(2, 3, 4), x.norm());
                        }));
    }

    /// tridiag(1, −2, 1).
    private static Dense second(int n) {
        return Dense.of(
                Matrix.generate(n, n, (i, j) -> i == j ? -2 : Math.abs(i - j) == 1 ? 1 : 0));
    }

    static Experiment truncation() {
        return Experiment.of(
                "B",
                "Sequentially truncated higher-order SVD of 1/(1 + i + j + k), 6×6×6",
                truncated(1e-1, 2.2343e-2, 2, 2, 2),
                truncated(1e-2, 1.38321e-3, 3, 3, 3),
                truncated(1e-3, 8.5236e-4, 4, 4, 3),
                truncated(1e-4, 4.2202e-5, 4, 5, 4),
                truncated(1e-6, 5.8633e-7, 6, 6, 5),
                singularValues());
    }

    private static Tensor hilbert() {
        return Tensor.generate(new int[] {6, 6, 6}, i -> 1 / (1.0 + i[0] + i[1] + i[2]));
    }

    private static Case truncated(double tolerance, double error, int... ranks) {
        List<Claim> claims = new ArrayList<>();
        for (int mode = 0; mode < ranks.length; mode++) {
            claims.add(
                    claim(
                            "tolerance %.0e: rank of mode %d".formatted(tolerance, mode),
                            ranks[mode],
                            0));
        }
        claims.add(claim("tolerance %.0e: relative error".formatted(tolerance), error, 2e-5));
        return Case.of(
                claims,
                _ -> {
                    Tensor t = hilbert();
                    Matrix identity = Matrix.identity(6);
                    TuckerTruncation rule = RailRun.within(tolerance);
                    Tucker cut =
                            rule.apply(new Tucker(t, List.of(identity, identity, identity)))
                                    .value();
                    List<Double> values = new ArrayList<>();
                    cut.ranks().forEach(rank -> values.add((double) rank));
                    values.add(RailRun.deviation(cut, t));
                    return values;
                });
    }

    private static Case singularValues() {
        double[] figures = {
            2.44034399, 0.410452639, 0.0374385299, 2.10636204e-3, 7.46107845e-5, 1.45111e-6
        };
        List<Claim> claims = new ArrayList<>();
        for (int k = 0; k < figures.length; k++) {
            double digits = k < 5 ? 5e-9 : 5e-6;
            claims.add(claim("singular value %d of mode 0".formatted(k), figures[k], digits));
        }
        return Case.of(claims, _ -> Svd.of(hilbert().unfold(0)).singularValues());
    }

    private static Claim claim(String text, double figure, double tolerance) {
        return new Claim(text, new Criterion.Near(figure, tolerance), Source.REFERENCE);
    }
}
