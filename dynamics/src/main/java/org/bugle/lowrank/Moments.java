package org.bugle.lowrank;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Mass, momentum and energy of a real function f on a product grid of d modes, and functions of
/// given moments, for truncations that conserve them (LoMaC, Guo and Qiu, in the form of spec
/// `rail` §4.7).
///
/// | level | moments                | polynomial p of the function P(m) = w p                          |
/// |-------|------------------------|------------------------------------------------------------------|
/// | 0     | ρ = ⟨1, f⟩             | ρ/W                                                              |
/// | 1     | and J_j = ⟨x_j, f⟩     | and Σ_j (J_j/W_j) x_j                                            |
/// | 2     | and κ = ½⟨\|x\|², f⟩   | and β(\|x\|² − c), β = (2κ − cρ)/C                               |
///
/// with w = Π_j exp(−s x_j²), W = ⟨1, w⟩, W_j = ⟨x_j², w⟩, c = ⟨|x|², w⟩/W and C = ⟨(|x|² − c)²,
/// w⟩. Inner products are sums over the grid with its weights. P(m) has the moments m because the
/// terms of p are orthogonal, for which odd moments of w must vanish: from level 1 on, the grid
/// must be symmetric about 0.
public final class Moments {
    /// Odd moments of a symmetric grid vanish up to the rounding of its points.
    private static final double SYMMETRIC = 1e-12;

    /// In which bases the remainder f − P(m) of a conservative truncation is cut.
    public enum Remainder {
        /// Orthonormal ones, by the tolerance of f, so that the error is the tolerance's.
        ORTHONORMAL,
        /// Those of f and w[1, x, x²] side by side, as the authors' code does: the tolerance then
        /// means what the block core makes of it.
        RAW
    }

    /// The summand a x_mode^power of a polynomial.
    public record Monomial(double coefficient, int mode, int power) {}

    private final int level;
    private final List<Matrix> tests; // weights times [1, x, x²], n×3 a mode
    private final List<Matrix> bases; // w times [1, x, x²]
    private final double[] total; // ⟨1, w⟩ a mode
    private final double[] second; // ⟨x², w⟩/⟨1, w⟩ a mode
    private final double[] fourth; // ⟨x⁴, w⟩/⟨1, w⟩ a mode

    /// @param points the coordinates of each mode, n×1
    /// @param weights their quadrature weights, n×1 each
    /// @param decay s ≥ 0; w should be negligible at the ends of the grid
    /// @param level 0, 1 or 2
    /// @throws IllegalArgumentException if shapes do not fit, s or the level is out of range, or
    ///   the level is not 0 and the grid is not symmetric about 0
    public Moments(List<Matrix> points, List<Matrix> weights, double decay, int level) {
        requireGrid(points, weights);
        if (!(decay >= 0) || Double.isInfinite(decay) || level < 0 || level > 2) {
            throw new IllegalArgumentException(
                    "Moments: wants a decay s ≥ 0 and level 0, 1 or 2, found %s and %d"
                            .formatted(decay, level));
        }
        this.level = level;
        List<Matrix> ws = points.stream().map(x -> x.map(p -> Math.exp(-decay * p * p))).toList();
        tests = products(weights, points);
        bases = products(ws, points);
        total = integrals(bases, 0);
        second = ratios(integrals(bases, 2));
        fourth = ratios(integrals(products(ws, points, 4), 0));
        if (level > 0) {
            requireSymmetric(integrals(bases, 1), 1);
            requireSymmetric(integrals(products(ws, points, 3), 0), 3);
        }
    }

    private static void requireGrid(List<Matrix> points, List<Matrix> weights) {
        boolean fits = !points.isEmpty() && points.size() == weights.size();
        for (int mode = 0; fits && mode < points.size(); mode++) {
            int n = points.get(mode).rows();
            fits = n > 0 && weights.get(mode).rows() == n;
            fits &= points.get(mode).cols() == 1 && weights.get(mode).cols() == 1;
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    "Moments: wants points and weights n×1 for every mode, found %s and %s"
                            .formatted(shapes(points), shapes(weights)));
        }
    }

    private static List<String> shapes(List<Matrix> columns) {
        return columns.stream().map(x -> x.rows() + "×" + x.cols()).toList();
    }

    /// a · [1, x, x²] a mode.
    private static List<Matrix> products(List<Matrix> a, List<Matrix> x) {
        return IntStream.range(0, x.size())
                .mapToObj(mode ->
                        Matrix.generate(
                                x.get(mode).rows(),
                                3,
                                (i, k) ->
                                        a.get(mode).get(i, 0) * Math.pow(x.get(mode).get(i, 0), k)))
                .toList();
    }

    /// a · x^power a mode.
    private static List<Matrix> products(List<Matrix> a, List<Matrix> x, int power) {
        return IntStream.range(0, x.size())
                .mapToObj(mode -> a.get(mode).hadamard(x.get(mode).map(p -> Math.pow(p, power))))
                .toList();
    }

    /// Sums over the grid of one column a mode.
    private double[] integrals(List<Matrix> functions, int column) {
        return IntStream.range(0, functions.size())
                .mapToDouble(mode ->
                        tests.get(mode)
                                .columns(0, 1)
                                .inner(functions.get(mode).columns(column, column + 1))
                                .re())
                .toArray();
    }

    private double[] ratios(double[] integrals) {
        return IntStream.range(0, integrals.length)
                .mapToDouble(mode -> integrals[mode] / total[mode])
                .toArray();
    }

    private void requireSymmetric(double[] odd, int power) {
        for (int mode = 0; mode < odd.length; mode++) {
            double scale = total[mode] * Math.pow(second[mode], power / 2.0);
            if (!(Math.abs(odd[mode]) <= SYMMETRIC * scale)) {
                throw new IllegalArgumentException(
                        "Moments: level %d wants a grid that is symmetric about 0, but mode %d has ⟨x^%d, w⟩ = %.3g; shift the coordinate or choose level 0"
                                .formatted(level, mode, power, odd[mode]));
            }
        }
    }

    public int level() {
        return level;
    }

    public int modes() {
        return bases.size();
    }

    /// How many numbers the moments are: 1, 1 + d or 2 + d.
    public int count() {
        return level == 0 ? 1 : modes() + level;
    }

    /// The ranks of P(m): 1 for level 0, else 2.
    public int rank() {
        return Math.min(level + 1, 2);
    }

    /// What is conserved, in words.
    public String words() {
        return List.of("mass", "mass and momentum", "mass, momentum and energy").get(level);
    }

    // ---- moments

    /// A value of Y contracted with a power of x times the weights in every mode.
    @FunctionalInterface
    public interface Contraction {
        double at(int... powers);
    }

    /// (ρ), (ρ, J₁, …, J_d) or (ρ, J₁, …, J_d, κ) from contractions.
    public List<Double> of(Contraction y) {
        List<Double> result = new ArrayList<>();
        result.add(y.at(powers(0, 0)));
        for (int j = 0; level > 0 && j < modes(); j++) {
            result.add(y.at(powers(j, 1)));
        }
        if (level == 2) {
            double sum = 0;
            for (int j = 0; j < modes(); j++) {
                sum += y.at(powers(j, 2));
            }
            result.add(sum / 2);
        }
        return List.copyOf(result);
    }

    private int[] powers(int mode, int power) {
        int[] result = new int[modes()];
        result[mode] = power;
        return result;
    }

    /// The weights times [1, x, x²] of a mode, n×3.
    public Matrix tests(int mode) {
        return tests.get(mode);
    }

    /// The moments of a Tucker tensor.
    ///
    /// @throws IllegalArgumentException if it is complex or of another size
    public List<Double> of(Tucker y) {
        requireFits(y.bases().stream().mapToInt(Matrix::rows).toArray(), y.isComplex());
        Tensor contracted = y.core();
        for (int mode = 0; mode < modes(); mode++) {
            contracted =
                    contracted.timesMode(mode, tests.get(mode).transposeTimes(y.bases().get(mode)));
        }
        return of(contracted::get);
    }

    /// The moments of a matrix.
    ///
    /// @throws IllegalArgumentException if it is complex or of another size
    public List<Double> of(LowRankMatrix y) {
        return of(Tucker.of(y));
    }

    /// @throws IllegalArgumentException if a tensor is complex or of another size than the grid
    public void requireFits(int[] sizes, boolean complex) {
        int[] own = bases.stream().mapToInt(Matrix::rows).toArray();
        if (complex || !Arrays.equals(own, sizes)) {
            throw new IllegalArgumentException(
                    "Moments: wants a real tensor %s, found a %s one %s"
                            .formatted(times(own), complex ? "complex" : "real", times(sizes)));
        }
    }

    private static String times(int[] sizes) {
        return Arrays.stream(sizes).mapToObj(String::valueOf).collect(Collectors.joining("×"));
    }

    // ---- functions of given moments

    /// What a value with the moments m has less than the reference.
    public static List<Double> missing(List<Double> reference, List<Double> m) {
        return IntStream.range(0, m.size()).mapToObj(k -> reference.get(k) - m.get(k)).toList();
    }

    /// The polynomial p of P(m).
    ///
    /// @throws IllegalArgumentException if there are not [#count] moments
    public List<Monomial> polynomial(List<Double> m) {
        requireCount(m);
        double all = Arrays.stream(total).reduce(1, (a, b) -> a * b);
        double c = Arrays.stream(second).sum();
        double spread = 0; // C/W
        for (int j = 0; j < modes(); j++) {
            spread += fourth[j] - second[j] * second[j];
        }
        double beta = level < 2 ? 0 : (2 * m.getLast() - c * m.getFirst()) / (spread * all);
        List<Monomial> result = new ArrayList<>();
        result.add(new Monomial(m.getFirst() / all - c * beta, 0, 0));
        for (int j = 0; level > 0 && j < modes(); j++) {
            result.add(new Monomial(m.get(1 + j) / (second[j] * all), j, 1));
        }
        for (int j = 0; level == 2 && j < modes(); j++) {
            result.add(new Monomial(beta, j, 2));
        }
        return result;
    }

    /// w times [1, x, x²] of a mode, n×3.
    public Matrix basis(int mode) {
        return bases.get(mode);
    }

    /// P(m), in the bases w[1], w[1, x] or w[1, x, x²], which are not orthonormal.
    ///
    /// @throws IllegalArgumentException if there are not [#count] moments
    public Tucker correction(List<Double> m) {
        int columns = level + 1;
        int[] shape = new int[modes()];
        Arrays.fill(shape, columns);
        double[] core = new double[(int) Math.round(Math.pow(columns, modes()))];
        for (Monomial a : polynomial(m)) {
            core[a.power * (int) Math.round(Math.pow(columns, a.mode))] += a.coefficient;
        }
        return new Tucker(
                Tensor.of(shape, core), bases.stream().map(b -> b.columns(0, columns)).toList());
    }

    /// @throws IllegalArgumentException if a rule fixes the rank, has a largest rank that leaves
    ///   none beside that of P(m), or conserves moments itself
    public void requireRoom(Truncation rule) {
        requirePlain("Moments", rule);
        if (rule.isFixedRank() || rule.maxRank() <= rank()) {
            throw new IllegalArgumentException(
                    "Moments: wants a tolerance with a largest rank above %d, found %s; what conserves %s has rank %d and stands beside what is truncated"
                            .formatted(
                                    rank(),
                                    rule.isFixedRank()
                                            ? "the fixed rank " + rule.maxRank()
                                            : "maxRank " + rule.maxRank(),
                                    words(),
                                    rank()));
        }
    }

    /// @throws IllegalArgumentException if a rule for singular values conserves moments, which
    ///   singular values alone cannot do
    public static void requirePlain(String caller, Truncation rule) {
        if (rule instanceof Truncation.Conserving) {
            throw notPlain(caller);
        }
    }

    /// What [#requirePlain] throws.
    public static IllegalArgumentException notPlain(String caller) {
        return new IllegalArgumentException(
                caller + ": wants a rule for singular values, found one that conserves moments");
    }

    /// The rule that cuts what stands beside P(m) in a tensor of the given norm: by the tolerance
    /// of the whole, in ranks that leave room for P(m).
    public Truncation beside(Truncation rule, double norm) {
        int least = Math.max(1, rule.minRank() - rank());
        int most =
                rule.maxRank() == Truncation.UNLIMITED
                        ? Truncation.UNLIMITED
                        : rule.maxRank() - rank();
        return rule.forNorm(norm).between(least, most);
    }

    /// Whether all that stands beside P(m) is within the tolerance for the whole and no rank wants
    /// it.
    public boolean isNegligible(Truncation rule, double norm, double remainder) {
        return rule.minRank() <= rank() && remainder <= rule.tolerance(norm);
    }

    /// @throws IllegalArgumentException if there are not [#count] moments
    public void requireCount(List<Double> m) {
        if (m.size() != count() || !m.stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                    "Moments: level %d of %d modes has %d finite moments, found %s"
                            .formatted(level, modes(), count(), m));
        }
    }
}
