package org.bugle.substep;

import org.bugle.linalg.BlockOperator;
import org.bugle.linalg.Complex;
import org.bugle.linalg.Gmres;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.structured.Banded;
import org.bugle.linalg.structured.Sparse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The stage equations of kinetic relaxation as one system for all p·q unknowns.
final class AssembledStages {
    /// A full derivative makes a full system; with more unknowns than this it is not factorised.
    private static final int FULL_LIMIT = 1000;

    /// Relative residual of the scaled equations, whose numbers are of order one.
    private static final Gmres ITERATION = new Gmres(1e-13, 60, 3000);

    private AssembledStages() {}

    static RelaxationStages.ScaledSolver of(Relaxation relaxation, double theta) {
        int p = relaxation.derivative().rows();
        int q = relaxation.angle().size();
        boolean full =
                !(relaxation.derivative() instanceof Sparse
                        || relaxation.derivative() instanceof Banded);
        if (full && (long) p * q > FULL_LIMIT) {
            Optional<RelaxationStages.ScaledSolver> mean =
                    UniformStages.of(relaxation, theta, mean(relaxation, p), 0);
            if (mean.isPresent()) {
                return preconditioned(relaxation, theta, mean.get());
            }
        }
        Operator.Resolvent factorised =
                Sparse.of(p * q, p * q, entries(relaxation, theta)).resolvent(Complex.ZERO);
        return b -> unflat(p, factorised.solve(flat(b)).negate());
    }

    private static double mean(Relaxation relaxation, int p) {
        return relaxation.medium().varying(p).scattering().entries().stream()
                        .filter(e -> e.row() == e.column())
                        .mapToDouble(e -> e.value().re())
                        .sum()
                / p;
    }

    /// Row by row, so that the angles of one place are neighbours.
    private static Matrix flat(Matrix z) {
        Matrix[] columns = new Matrix[z.rows()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = z.rows(i, i + 1).transpose();
        }
        return Matrix.vcat(columns);
    }

    private static Matrix unflat(int p, Matrix column) {
        int q = column.rows() / p;
        return column.isComplex()
                ? Matrix.generateComplex(p, q, (i, j) -> column.at(i * q + j, 0))
                : Matrix.generate(p, q, (i, j) -> column.get(i * q + j, 0));
    }

    private static List<Sparse.Entry> entries(Relaxation relaxation, double theta) {
        Angle angle = relaxation.angle();
        double squared = relaxation.knudsen() * relaxation.knudsen();
        int p = relaxation.derivative().rows();
        int q = angle.size();
        Relaxation.Medium.Varying medium = relaxation.medium().varying(p);
        List<Sparse.Entry> all = new ArrayList<>();
        List<Sparse.Entry> velocities = velocities(angle, relaxation.knudsen());
        for (Sparse.Entry d : entries(relaxation.derivative())) {
            for (Sparse.Entry v : velocities) {
                int column = d.column() * q + v.column();
                all.add(
                        new Sparse.Entry(
                                d.row() * q + v.row(), column, d.value().times(v.value())));
            }
        }
        for (int j = 0; j < q; j++) {
            double scattering = j == 0 ? -angle.defect() / squared : 1;
            double absorption = j == 0 ? 1 : squared;
            for (int i = 0; i < p; i++) {
                all.add(new Sparse.Entry(i * q + j, i * q + j, absorption * theta));
            }
            add(all, medium.scattering(), scattering, j, q);
            add(all, medium.absorption(), absorption, j, q);
        }
        return all;
    }

    private static void add(
            List<Sparse.Entry> all, Sparse profile, double factor, int angle, int angles) {
        for (Sparse.Entry e : profile.entries()) {
            all.add(
                    new Sparse.Entry(
                            e.row() * angles + angle,
                            e.column() * angles + angle,
                            e.value().times(factor)));
        }
    }

    private static List<Sparse.Entry> entries(LinearMap map) {
        if (map instanceof Sparse sparse) {
            return sparse.entries();
        }
        if (!(map instanceof Banded band)) {
            return Sparse.of(map.apply(Matrix.identity(map.cols()))).entries();
        }
        List<Sparse.Entry> entries = new ArrayList<>();
        for (int i = 0; i < band.rows(); i++) {
            int last = Math.min(band.cols() - 1, i + band.upper());
            for (int j = Math.max(0, i - band.lower()); j <= last; j++) {
                entries.add(new Sparse.Entry(i, j, band.at(i, j)));
            }
        }
        return entries;
    }

    /// The factors of D: A₀₀/ε, ā and a, εB.
    private static List<Sparse.Entry> velocities(Angle angle, double epsilon) {
        List<Sparse.Entry> entries = new ArrayList<>();
        if (angle.first() != 0) {
            entries.add(new Sparse.Entry(0, 0, angle.first() / epsilon));
        }
        for (int j = 0; j < angle.coupling().rows(); j++) {
            Complex a = angle.coupling().at(j, 0);
            if (a.abs() > 0) {
                entries.add(new Sparse.Entry(j + 1, 0, a));
                entries.add(new Sparse.Entry(0, j + 1, a.conjugate()));
            }
        }
        for (Sparse.Entry b : entries(angle.rest())) {
            entries.add(new Sparse.Entry(b.row() + 1, b.column() + 1, b.value().times(epsilon)));
        }
        return entries;
    }

    /// GMRES on M⁻¹ of the equations, where M has the mean of the scattering and no absorption.
    private static RelaxationStages.ScaledSolver preconditioned(
            Relaxation relaxation, double theta, RelaxationStages.ScaledSolver mean) {
        BlockOperator function =
                new BlockOperator(
                        (x, y) ->
                                y.set(
                                        mean.solve(image(relaxation, theta, Matrix.over(x.copy())))
                                                .buffer()),
                        relaxation.isComplex(),
                        false);
        return b -> ITERATION.solve(function, mean.solve(b));
    }

    /// The left-hand sides of the equations for (u₀, w).
    private static Matrix image(Relaxation relaxation, double theta, Matrix z) {
        Angle angle = relaxation.angle();
        double epsilon = relaxation.knudsen();
        int q = z.cols();
        Relaxation.Medium.Varying medium = relaxation.medium().varying(z.rows());
        Matrix moved = relaxation.derivative().apply(z);
        Matrix scattered = medium.scattering().apply(z);
        Matrix kept = medium.absorption().apply(z).plus(theta, z);
        Matrix density =
                kept.columns(0, 1)
                        .plus(-angle.defect() / (epsilon * epsilon), scattered.columns(0, 1))
                        .plus(angle.first() / epsilon, moved.columns(0, 1))
                        .plus(moved.columns(1, q).times(angle.coupling().conjugate()));
        Matrix turned = angle.rest().apply(moved.columns(1, q).transpose()).transpose();
        Matrix rest =
                scattered
                        .columns(1, q)
                        .plus(epsilon * epsilon, kept.columns(1, q))
                        .plus(epsilon, turned)
                        .plus(moved.columns(0, 1).timesTranspose(angle.coupling()));
        return Matrix.hcat(density, rest);
    }
}
