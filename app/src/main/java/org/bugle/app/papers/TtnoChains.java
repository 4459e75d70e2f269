package org.bugle.app.papers;

import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Claim;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Source;
import org.bugle.app.run.Numbers;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.structured.Dense;
import org.bugle.lowrank.tree.Tree;
import org.bugle.models.spin.SpinMatrices;
import org.bugle.operator.tree.CompressedPairs;
import org.bugle.operator.tree.Compression;
import org.bugle.operator.tree.Couplings;
import org.bugle.operator.tree.PairFamily;
import org.bugle.operator.tree.PairHamiltonian;
import org.bugle.operator.tree.PairHamiltonian.Form;
import org.bugle.operator.tree.TreeOperator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/// The chains of the paper, and tables of what is measured on them.
final class TtnoChains {
    static final double OMEGA = 3;
    static final double OPEN_OMEGA = 0.4;
    static final Compression FINE = Compression.local(1e-12);
    private static final double DELTA = -2;
    private static final double NU = 2;

    private TtnoChains() {}

    /// Ω Σ σ_x + Δ Σ n + Σ_{i<j} β(i, j) n_i n_j.
    static PairHamiltonian closed(Couplings beta) {
        Matrix local = SpinMatrices.X.times(OMEGA).plus(DELTA, SpinMatrices.UP);
        return PairHamiltonian.of(beta.sites(), 2)
                .withLocal(Dense.of(local))
                .plus(PairFamily.of(beta, Dense.of(SpinMatrices.UP)));
    }

    static PairHamiltonian closed(int sites, double alpha) {
        return closed(Couplings.power(sites, NU, alpha));
    }

    /// The Lindbladian with ν = 2/Σ_{k=1}^d k^−scale.
    static PairHamiltonian open(int sites, double omega, double alpha, double scale) {
        double sum = 0;
        for (int k = 1; k <= sites; k++) {
            sum += Math.pow(k, -scale);
        }
        Couplings beta = Couplings.power(sites, NU / sum, alpha);
        Matrix local =
                SpinMatrices.commutator(SpinMatrices.X.times(omega).plus(DELTA, SpinMatrices.UP))
                        .plus(SpinMatrices.dissipator(SpinMatrices.JUMP));
        return PairHamiltonian.of(sites, 4)
                .withLocal(Dense.of(local))
                .plus(
                        PairFamily.of(
                                beta.times(Complex.I.negate()),
                                Dense.of(SpinMatrices.fromLeft(SpinMatrices.UP))))
                .plus(
                        PairFamily.of(
                                beta.times(Complex.I),
                                Dense.of(SpinMatrices.fromRight(SpinMatrices.UP))));
    }

    static PairHamiltonian open(int sites, double omega) {
        return open(sites, omega, 1, 1);
    }

    /// A compressed operator and its network in the paper's form.
    record Built(CompressedPairs pairs, TreeOperator sum) {
        static Built of(PairHamiltonian h, Tree tree, Compression compression) {
            CompressedPairs pairs = h.compressed(tree, compression);
            return new Built(pairs, pairs.toOperator(Form.SUM));
        }

        double rank() {
            return sum.maxRank();
        }

        double numbers() {
            return sum.numbers();
        }

        double mergedNumbers() {
            return pairs.toOperator(Form.MERGED).numbers();
        }

        double error() {
            return pairs.relativeError();
        }

        /// What the authors' program keeps: all numbers, an identity r×r at every inner node, and
        /// 824 bytes of structure for each of them.
        double authorsBytes() {
            Tree tree = sum.tree();
            long squares = 0;
            for (int node = 0; node < tree.nodes(); node++) {
                squares += tree.isLeaf(node) ? 0 : (long) sum.slots(node) * sum.slots(node);
            }
            long number = sum.isComplex() ? 2 * Double.BYTES : Double.BYTES;
            return number * sum.numbers() + Double.BYTES * squares + 824L * (tree.sites() - 1);
        }
    }

    /// A column of a table: one measured number for each x.
    record Column<T>(
            Chart chart, Source source, List<Criterion> expected, ToDoubleFunction<T> value) {}

    /// A table with one row a value of x; every number is a claim and a point of a curve.
    static <T> Case.Measured table(
            String series, List<Double> xs, DoubleFunction<T> build, List<Column<T>> columns) {
        List<Claim> claims = new ArrayList<>();
        for (int k = 0; k < xs.size(); k++) {
            for (Column<T> column : columns) {
                claims.add(
                        new Claim(
                                "%s, %s, %s = %s"
                                        .formatted(
                                                column.chart.title(),
                                                series,
                                                column.chart.x().name(),
                                                Numbers.brief(xs.get(k))),
                                column.expected.get(k),
                                column.source));
            }
        }
        return Case.of(
                claims,
                lab -> {
                    List<Double> values = new ArrayList<>();
                    for (double x : xs) {
                        lab.requireTime();
                        T built = build.apply(x);
                        for (Column<T> column : columns) {
                            double value = column.value.applyAsDouble(built);
                            lab.point(column.chart, series, x, value);
                            values.add(value);
                        }
                    }
                    return values;
                });
    }

    static List<Criterion> exactly(double... figures) {
        return Case.near(0, figures);
    }

    /// Ranks, one more or less where the tolerance is below 1e-12.
    static List<Criterion> ranks(List<Double> tolerances, double... figures) {
        List<Criterion> criteria = new ArrayList<>();
        for (int k = 0; k < figures.length; k++) {
            boolean borderline = tolerances.get(k) < FINE.tolerance();
            criteria.add(
                    borderline
                            ? new Criterion.Between(figures[k] - 1, figures[k] + 1)
                            : new Criterion.Near(figures[k], 0));
        }
        return criteria;
    }
}
