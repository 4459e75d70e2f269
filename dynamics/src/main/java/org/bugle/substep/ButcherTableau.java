package org.bugle.substep;

import org.bugle.linalg.Matrix;

import java.util.Arrays;
import java.util.Optional;

/// The coefficients of a Runge–Kutta method.
///
/// @param name as in run files
/// @param a s×s
/// @param b s×1
/// @param embedded s×1, the weights of a method of one order less, for error estimates
public record ButcherTableau(
        String name, int order, Matrix a, Matrix b, Optional<Matrix> embedded) {
    public static final ButcherTableau EULER = of("euler", 1, new double[][] {{0}}, 1);

    public static final ButcherTableau MIDPOINT =
            of("midpoint", 2, new double[][] {{0, 0}, {0.5, 0}}, 0, 1);

    public static final ButcherTableau HEUN =
            of("heun", 2, new double[][] {{0, 0}, {1, 0}}, 0.5, 0.5);

    /// The method of order 2 with the least error bound (Ralston 1962).
    public static final ButcherTableau RALSTON =
            of("ralston", 2, new double[][] {{0, 0}, {2.0 / 3, 0}}, 0.25, 0.75);

    /// Heun's method of order 3.
    public static final ButcherTableau HEUN3 =
            of(
                    "heun3",
                    3,
                    new double[][] {{0, 0, 0}, {1.0 / 3, 0, 0}, {0, 2.0 / 3, 0}},
                    0.25,
                    0,
                    0.75);

    public static final ButcherTableau RK4 =
            of(
                    "rk4",
                    4,
                    new double[][] {{0, 0, 0, 0}, {0.5, 0, 0, 0}, {0, 0.5, 0, 0}, {0, 0, 1, 0}},
                    1.0 / 6,
                    1.0 / 3,
                    1.0 / 3,
                    1.0 / 6);

    /// Kutta's method of order 3 (spec `randomized-rk` §3.2).
    public static final ButcherTableau KUTTA3 =
            of(
                    "kutta3",
                    3,
                    new double[][] {{0, 0, 0}, {0.5, 0, 0}, {-1, 2, 0}},
                    1.0 / 6,
                    2.0 / 3,
                    1.0 / 6);

    /// Merson's method of order 4 in five stages: every stage of a weight that is not 0 has stage
    /// order 3 or more (spec `randomized-rk` §3.2a).
    public static final ButcherTableau MERSON =
            of(
                    "merson",
                    4,
                    new double[][] {
                        {0, 0, 0, 0, 0},
                        {1.0 / 3, 0, 0, 0, 0},
                        {1.0 / 6, 1.0 / 6, 0, 0, 0},
                        {1.0 / 8, 0, 3.0 / 8, 0, 0},
                        {1.0 / 2, 0, -3.0 / 2, 2, 0}
                    },
                    1.0 / 6,
                    0,
                    0,
                    2.0 / 3,
                    1.0 / 6);

    /// Dormand and Prince (1980), order 5 with an embedded method of order 4.
    public static final ButcherTableau DORMAND_PRINCE =
            of(
                            "dormand-prince",
                            5,
                            new double[][] {
                                {0, 0, 0, 0, 0, 0, 0},
                                {1.0 / 5, 0, 0, 0, 0, 0, 0},
                                {3.0 / 40, 9.0 / 40, 0, 0, 0, 0, 0},
                                {44.0 / 45, -56.0 / 15, 32.0 / 9, 0, 0, 0, 0},
                                {
                                    19372.0 / 6561,
                                    -25360.0 / 2187,
                                    64448.0 / 6561,
                                    -212.0 / 729,
                                    0,
                                    0,
                                    0
                                },
                                {
                                    9017.0 / 3168,
                                    -355.0 / 33,
                                    46732.0 / 5247,
                                    49.0 / 176,
                                    -5103.0 / 18656,
                                    0,
                                    0
                                },
                                {
                                    35.0 / 384,
                                    0,
                                    500.0 / 1113,
                                    125.0 / 192,
                                    -2187.0 / 6784,
                                    11.0 / 84,
                                    0
                                }
                            },
                            35.0 / 384,
                            0,
                            500.0 / 1113,
                            125.0 / 192,
                            -2187.0 / 6784,
                            11.0 / 84,
                            0)
                    .embedding(
                            5179.0 / 57600,
                            0,
                            7571.0 / 16695,
                            393.0 / 640,
                            -92097.0 / 339200,
                            187.0 / 2100,
                            1.0 / 40);

    public static final ButcherTableau IMPLICIT_EULER =
            of("implicit-euler", 1, new double[][] {{1}}, 1);

    private static final double GAMMA2 = 1 - 1 / Math.sqrt(2);

    /// The L-stable SDIRK method of two stages and order 2 (spec `gap` §4.6b).
    public static final ButcherTableau DIRK2 =
            of("dirk2", 2, new double[][] {{GAMMA2, 0}, {1 - GAMMA2, GAMMA2}}, 1 - GAMMA2, GAMMA2);

    private static final double GAMMA3 = 0.4358665215084590;
    private static final double B1 = -1.5 * GAMMA3 * GAMMA3 + 4 * GAMMA3 - 0.25;
    private static final double B2 = 1.5 * GAMMA3 * GAMMA3 - 5 * GAMMA3 + 1.25;

    /// Alexander's L-stable SDIRK method of three stages and order 3 (spec `gap` §4.6b).
    public static final ButcherTableau DIRK3 =
            of(
                    "dirk3",
                    3,
                    new double[][] {
                        {GAMMA3, 0, 0}, {(1 - GAMMA3) / 2, GAMMA3, 0}, {B1, B2, GAMMA3}
                    },
                    B1,
                    B2,
                    GAMMA3);

    /// @throws IllegalArgumentException if the shapes do not fit
    public ButcherTableau {
        if (a.rows() != a.cols() || b.rows() != a.rows() || b.cols() != 1) {
            throw new IllegalArgumentException(
                    "ButcherTableau: a must be s×s and b s×1, found %d×%d and %d×%d"
                            .formatted(a.rows(), a.cols(), b.rows(), b.cols()));
        }
    }

    private static ButcherTableau of(String name, int order, double[][] a, double... b) {
        return new ButcherTableau(
                name, order, Matrix.of(a), Matrix.columnVector(b), Optional.empty());
    }

    private ButcherTableau embedding(double... weights) {
        return new ButcherTableau(name, order, a, b, Optional.of(Matrix.columnVector(weights)));
    }

    public int stages() {
        return b.rows();
    }

    public double a(int i, int j) {
        return a.get(i, j);
    }

    public double b(int i) {
        return b.get(i, 0);
    }

    /// The stage time c_i = Σ_j a_ij.
    public double c(int i) {
        return Arrays.stream(a.toRows()[i]).sum();
    }

    /// Whether every stage depends on earlier ones only.
    public boolean isExplicit() {
        for (int i = 0; i < stages(); i++) {
            for (int j = i; j < stages(); j++) {
                if (a(i, j) != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /// |R(z)|, the amplification of X′ = λX at z = hλ = x + iy, for an explicit method: R(z) = 1 +
    /// z bᵀ (I − zA)⁻¹ 1.
    double amplification(double x, double y) {
        int s = stages();
        double[] re = new double[s];
        double[] im = new double[s];
        double sumRe = 0;
        double sumIm = 0;
        for (int i = 0; i < s; i++) {
            double stageRe = 1;
            double stageIm = 0;
            for (int j = 0; j < i; j++) {
                stageRe += a(i, j) * (x * re[j] - y * im[j]);
                stageIm += a(i, j) * (x * im[j] + y * re[j]);
            }
            re[i] = stageRe;
            im[i] = stageIm;
            sumRe += b(i) * stageRe;
            sumIm += b(i) * stageIm;
        }
        return Math.hypot(1 + x * sumRe - y * sumIm, x * sumIm + y * sumRe);
    }
}
