package org.bugle.substep;

import org.bugle.linalg.Matrix;

import java.util.Optional;

/// The coefficients of a Runge–Kutta method for Y′ = G(t, Y) + E(t, Y) that is implicit in G and
/// explicit in E, as two tableaus on one time grid. Stage 0 is the start of the step; both have a
/// row and a column of zeros for it. All are stiffly accurate: the last stage is the result. (Spec
/// `rail` §3; the implicit-explicit ones are those of Ascher, Ruuth and Spiteri 1997.)
///
/// @param name as in run files
/// @param implicit (s+1)×(s+1), lower triangular
/// @param explicit (s+1)×(s+1), strictly lower triangular; all zero for a method without explicit
///   part
public record ImexTableau(String name, int order, Matrix implicit, Matrix explicit) {
    public static final ImexTableau BE = implicit("be", ButcherTableau.IMPLICIT_EULER);
    public static final ImexTableau DIRK2 = implicit("dirk2", ButcherTableau.DIRK2);
    public static final ImexTableau DIRK3 = implicit("dirk3", ButcherTableau.DIRK3);

    public static final ImexTableau IMEX111 =
            new ImexTableau(
                    "imex111",
                    1,
                    Matrix.of(new double[][] {{0, 0}, {0, 1}}),
                    Matrix.of(new double[][] {{0, 0}, {1, 0}}));

    private static final double GAMMA = 1 - 1 / Math.sqrt(2);
    private static final double DELTA = 1 - 1 / (2 * GAMMA);

    public static final ImexTableau IMEX222 =
            new ImexTableau(
                    "imex222",
                    2,
                    Matrix.of(new double[][] {{0, 0, 0}, {0, GAMMA, 0}, {0, 1 - GAMMA, GAMMA}}),
                    Matrix.of(new double[][] {{0, 0, 0}, {GAMMA, 0, 0}, {DELTA, 1 - DELTA, 0}}));

    public static final ImexTableau IMEX443 =
            new ImexTableau(
                    "imex443",
                    3,
                    Matrix.of(
                            new double[][] {
                                {0, 0, 0, 0, 0},
                                {0, 1.0 / 2, 0, 0, 0},
                                {0, 1.0 / 6, 1.0 / 2, 0, 0},
                                {0, -1.0 / 2, 1.0 / 2, 1.0 / 2, 0},
                                {0, 3.0 / 2, -3.0 / 2, 1.0 / 2, 1.0 / 2}
                            }),
                    Matrix.of(
                            new double[][] {
                                {0, 0, 0, 0, 0},
                                {1.0 / 2, 0, 0, 0, 0},
                                {11.0 / 18, 1.0 / 18, 0, 0, 0},
                                {5.0 / 6, -5.0 / 6, 1.0 / 2, 0, 0},
                                {1.0 / 4, 7.0 / 4, 3.0 / 4, -7.0 / 4, 0}
                            }));

    private static ImexTableau implicit(String name, ButcherTableau dirk) {
        int s = dirk.stages();
        Matrix padded =
                Matrix.generate(
                        s + 1, s + 1, (i, j) -> i == 0 || j == 0 ? 0 : dirk.a(i - 1, j - 1));
        return new ImexTableau(name, dirk.order(), padded, Matrix.zeros(s + 1, s + 1));
    }

    /// s, the stages without the start.
    public int stages() {
        return implicit.rows() - 1;
    }

    /// a_kl for k, l = 0 … s.
    public double a(int k, int l) {
        return implicit.get(k, l);
    }

    /// ã_kl for k, l = 0 … s.
    public double e(int k, int l) {
        return explicit.get(k, l);
    }

    /// The time c_k = Σ_l a_kl of a stage.
    public double c(int k) {
        double sum = 0;
        for (int l = 0; l <= stages(); l++) {
            sum += a(k, l);
        }
        return sum;
    }

    /// The diagonally implicit method of the implicit part alone.
    public ButcherTableau implicitPart() {
        int s = stages();
        Matrix a = implicit.block(1, s + 1, 1, s + 1);
        return new ButcherTableau(name, order, a, a.rows(s - 1, s).transpose(), Optional.empty());
    }

    /// Whether E may be there at all.
    public boolean hasExplicitPart() {
        return explicit.maxAbs() > 0;
    }
}
