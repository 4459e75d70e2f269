package org.bugle.models;

import org.bugle.linalg.Eigen;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.structured.Dense;
import org.bugle.linalg.structured.Diagonal;
import org.bugle.linalg.structured.Sparse;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The directions Ω of flight on the unit sphere, discretised for functions that are even in Ω_z,
/// as all are that depend on the plane alone. The coordinates are orthonormal in the mean ⟨f, g⟩ =
/// (1/4π) ∫ f g dΩ over the sphere.
///
/// @param x multiplication by Ω_x, n×n and symmetric
/// @param y multiplication by Ω_y
/// @param isotropic the function 1, n×1 and of norm 1
record Directions(Grid grid, Operator x, Operator y, Matrix isotropic) {
    static Directions of(AngleRule angle, int degree, List<Integer> directions) {
        return switch (angle) {
            case MOMENTS -> moments(degree);
            case QUADRATURE -> quadrature(directions.getFirst(), directions.getLast());
        };
    }

    /// The (N + 1)(N + 2)/2 spherical harmonics of degree l ≤ N with l + m even, by degree.
    static Directions moments(int degree) {
        int n = (degree + 1) * (degree + 2) / 2;
        List<Sparse.Entry> x = new ArrayList<>();
        List<Sparse.Entry> y = new ArrayList<>();
        for (int l = 0; l < degree; l++) {
            for (int m = l % 2; m <= l; m += 2) {
                couple(l, m, x, y);
            }
        }
        return new Directions(
                Grid.counted("moment", 0, n),
                Sparse.of(n, n, x),
                Sparse.of(n, n, y),
                Matrix.identity(n, 1));
    }

    /// What Ω_x = sin θ cos φ and Ω_y = sin θ sin φ make of the harmonics ∝ P_l^m(cos θ) cos mφ and
    /// sin mφ in degree l + 1:
    ///
    /// sin θ P_l^m = α₊ P_{l+1}^{m+1} + … = −α₋ P_{l+1}^{m−1} + …, α₊² =
    /// (l+m+1)(l+m+2)/((2l+1)(2l+3)), α₋² = (l−m+1)(l−m+2)/((2l+1)(2l+3)) for normalised P, without
    /// the phase (−1)^m.
    private static void couple(int l, int m, List<Sparse.Entry> x, List<Sparse.Entry> y) {
        double scale = (2.0 * l + 1) * (2 * l + 3);
        double up = factor(m, m + 1) * Math.sqrt((l + m + 1.0) * (l + m + 2) / scale);
        symmetric(x, cosine(l, m), cosine(l + 1, m + 1), up);
        symmetric(y, cosine(l, m), sine(l + 1, m + 1), up);
        if (m > 0) {
            double down = -factor(m, m - 1) * Math.sqrt((l - m + 1.0) * (l - m + 2) / scale);
            symmetric(x, cosine(l, m), cosine(l + 1, m - 1), down);
            symmetric(y, sine(l, m), cosine(l + 1, m - 1), down);
            symmetric(x, sine(l, m), sine(l + 1, m + 1), up);
            symmetric(y, sine(l, m), cosine(l + 1, m + 1), -up);
            if (m > 1) {
                symmetric(x, sine(l, m), sine(l + 1, m - 1), down);
                symmetric(y, cosine(l, m), sine(l + 1, m - 1), -down);
            }
        }
    }

    /// cos φ cos mφ = ½ cos (m+1)φ + …, and cos mφ has the norm 1/√2 for m > 0 but 1 for m = 0.
    private static double factor(int m, int other) {
        return Math.min(m, other) == 0 ? Math.sqrt(0.5) : 0.5;
    }

    private static void symmetric(List<Sparse.Entry> entries, int i, int j, double value) {
        entries.add(new Sparse.Entry(i, j, value));
        entries.add(new Sparse.Entry(/* row= */ j, /* column= */ i, value));
    }

    /// In degree l stand cos mφ for m = l, l − 2, … ≥ 0 and sin mφ for m > 0.
    private static int cosine(int l, int m) {
        return l * (l + 1) / 2 + l - m;
    }

    private static int sine(int l, int m) {
        return cosine(l, m) + 1;
    }

    /// The upper half of Gauss–Legendre in Ω_z × azimuths 2π(j+½)/azimuthal; the values at the
    /// nodes are multiplied by the roots of their weights.
    ///
    /// @param polar nodes in Ω_z from −1 to 1, even
    static Directions quadrature(int polar, int azimuthal) {
        if (polar < 2 || polar % 2 == 1 || azimuthal < 3) {
            throw new IllegalArgumentException(
                    "directions must be an even number of polar nodes and at least 3 azimuths, found %d and %d"
                            .formatted(polar, azimuthal));
        }
        Matrix rule = Legendre.nodes(polar);
        int n = polar / 2 * azimuthal;
        double[] x = new double[n];
        double[] y = new double[n];
        double[] root = new double[n];
        for (int k = 0; k < n; k++) {
            int node = polar / 2 + k / azimuthal;
            double z = rule.get(node, 0);
            double phi = 2 * Math.PI * (k % azimuthal + 0.5) / azimuthal;
            x[k] = Math.sqrt(1 - z * z) * Math.cos(phi);
            y[k] = Math.sqrt(1 - z * z) * Math.sin(phi);
            root[k] = Math.sqrt(2 * rule.get(node, 1) / azimuthal); // both halves of z
        }
        return new Directions(
                Grid.counted("direction", 0, n),
                Diagonal.of(x),
                Diagonal.of(y),
                Matrix.columnVector(root));
    }

    int size() {
        return grid.size();
    }

    /// f ↦ ⟨f⟩ − f.
    LinearMap relaxation() {
        if (x instanceof Sparse) {
            return Diagonal.of(
                    IntStream.range(0, size()).mapToDouble(i -> i == 0 ? 0 : -1).toArray());
        }
        return Dense.of(isotropic.timesAdjoint(isotropic).minus(Matrix.identity(size())));
    }

    /// |Ω_x| or |Ω_y|.
    static Operator absolute(Operator omega) {
        if (omega instanceof Diagonal(Matrix entries)) {
            return new Diagonal(entries.map(Math::abs));
        }
        Eigen.Hermitian eigen = Eigen.hermitian(omega.apply(Matrix.identity(omega.rows())));
        double[] values = eigen.values().stream().mapToDouble(Math::abs).toArray();
        Matrix vectors = eigen.vectors();
        Matrix absolute = new Diagonal(Matrix.columnVector(values)).apply(vectors.adjoint());
        return Dense.of(vectors.times(absolute));
    }
}
