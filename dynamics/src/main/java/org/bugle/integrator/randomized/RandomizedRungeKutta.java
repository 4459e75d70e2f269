package org.bugle.integrator.randomized;

import org.bugle.equation.MatrixEquation;
import org.bugle.integrator.Step;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.integrator.matrix.StepLog;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.parallel.Parallel;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.substep.ButcherTableau;
import org.bugle.substep.ExplicitRungeKutta;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The randomized low-rank Runge–Kutta methods (arXiv:2409.06384): an explicit Runge–Kutta method
/// in which every stage and the result is compressed by [GeneralizedNystrom] from two sketches.
///
/// | stage    | sketched, never formed                    | becomes          | rank |
/// |----------|-------------------------------------------|------------------|------|
/// | 1        |                                           | G₁ = F(t, Y₀)    |      |
/// | j = 2…s  | Z_j = Y₀ + h Σ_{l<j} a_jl G_l             | G_j = F(t + c_j h, N_j(Z_j)) | r_j |
/// | truncate | Z_{s+1} = Y₀ + h Σ b_j G_j                | Y₁ = N_{s+1}(Z_{s+1})       | r   |
///
/// Nothing is projected to a tangent space: the error is that of the tableau and of the best
/// approximation of rank r, and does not see the normal component of F. G_j is applied to the
/// random matrices of its later users only, Z_k to X_k = Z_k Ω_k (m×(r+p)) and W_k = Z_kᴴ Ψ_k
/// (n×(r+p+ℓ)). The initial value is compressed as well, see [#start].
///
/// Where singular values of size h are cut off, the compression of a stage costs as much as its
/// stage order allows: of the tableaus of order 3 and 4, `heun3` and `merson` keep their order,
/// `kutta3` and `rk4` are sure of order 2 only; `rk4` with stage ranks 2r, 3r, 3r (`wide`) showed
/// order 4. Symmetry of Y is lost by the size of the error.
///
/// With a rank that is not fixed, sketches are for rank R = min(2r, maxRank) and truncated by the
/// tolerance (proposed in the spec, not in the paper). The report's discarded norm is what the
/// truncation of Y₁ dropped, without the error of the sketch.
///
/// @param stageRank rank of stages 2 … s as multiples of r: one for all, or one each
/// @param truncation to a fixed rank, or by a tolerance
public record RandomizedRungeKutta(
        ButcherTableau tableau, List<Integer> stageRank, Truncation truncation, Sketching sketching)
        implements MatrixIntegrator {
    /// Stage ranks of the variant `wide` of the classical method (spec `randomized-rk` §3.2b).
    public static final List<Integer> WIDE = List.of(2, 3, 3);

    /// Floating-point operations whose time the drawing of a number takes.
    private static final double DRAWING = 300;

    private static final int OMEGA = 0;
    private static final int PSI = 1;

    /// @throws IllegalArgumentException if the tableau is implicit or the factors do not fit it
    public RandomizedRungeKutta {
        if (!tableau.isExplicit()) {
            throw new IllegalArgumentException(
                    "RandomizedRungeKutta: wants an explicit tableau, found " + tableau.name());
        }
        int compressed = tableau.stages() - 1;
        if (stageRank.stream().anyMatch(factor -> factor < 1)
                || (stageRank.size() != 1 && stageRank.size() != compressed)) {
            throw new IllegalArgumentException(
                    ("RandomizedRungeKutta: stageRank must be one factor ≥ 1, or one for each of"
                                    + " the %d stages of %s after the first, found %s")
                            .formatted(compressed, tableau.name(), stageRank));
        }
        stageRank =
                stageRank.size() == compressed
                        ? List.copyOf(stageRank)
                        : Collections.nCopies(compressed, stageRank.getFirst());
    }

    /// All stages of the rank of the solution.
    public RandomizedRungeKutta(
            ButcherTableau tableau, Truncation truncation, Sketching sketching) {
        this(tableau, List.of(1), truncation, sketching);
    }

    /// The initial value from its two sketches, at the fixed rank.
    ///
    /// @throws IllegalStateException if the rank is not fixed
    public LowRankMatrix start(LinearMap y0) {
        if (!truncation.isFixedRank()) {
            throw new IllegalStateException(
                    "RandomizedRungeKutta: only a fixed rank says how wide the start's sketches"
                            + " are");
        }
        int rank = truncation.maxRank();
        var widths = sketching.oversampling().widths(rank, rank, y0.rows(), y0.cols());
        boolean complex = y0.isComplex();
        Matrix omega = sketching.draw(y0.cols(), widths.omega(), complex, -1, OMEGA);
        Matrix psi = sketching.draw(y0.rows(), widths.psi(), complex, -1, PSI);
        return truncation.apply(GeneralizedNystrom.of(y0, omega, psi)).value();
    }

    @Override
    public Step<LowRankMatrix> step(MatrixEquation equation, Span span, LowRankMatrix y) {
        StepLog log = new StepLog("RandomizedRungeKutta", span, y);
        int s = tableau.stages();
        List<StageSketch> sketches = sketches(equation, span, y);
        for (int j = 0; j < s; j++) {
            LowRankMatrix z = j == 0 ? y : sketches.get(j).decoded(log);
            LinearMap g = equation.evaluate(span.t() + tableau.c(j) * span.h(), z);
            log.evaluated(1);
            feed(g, j, span.h(), sketches);
        }
        return log.truncate(truncation, sketches.get(s).approximation(log));
    }

    /// Adds h a_kj G_j to the sketch of every later stage k that uses it.
    private void feed(LinearMap g, int j, double h, List<StageSketch> sketches) {
        List<Integer> users = new ArrayList<>();
        for (int k = j + 1; k <= tableau.stages(); k++) {
            if (weight(k, j) != 0) {
                users.add(k);
            }
        }
        if (users.isEmpty()) {
            return;
        }
        boolean shared = sketching.reuse() == Sketching.Reuse.CONSTANT;
        List<Integer> distinct = shared ? users.subList(0, 1) : users;
        LinearMap.Sketch all =
                g.sketch(
                        joined(distinct.stream().map(k -> sketches.get(k).omega).toList()),
                        joined(distinct.stream().map(k -> sketches.get(k).psi).toList()));
        int column = 0;
        int adjointColumn = 0;
        for (int k : users) {
            StageSketch user = sketches.get(k);
            int width = user.omega.cols();
            int adjointWidth = user.psi.cols();
            user.add(
                    h * weight(k, j),
                    all.image().columns(column, column + width),
                    all.adjointImage().columns(adjointColumn, adjointColumn + adjointWidth));
            column += shared ? 0 : width;
            adjointColumn += shared ? 0 : adjointWidth;
        }
    }

    private static Matrix joined(List<Matrix> parts) {
        return parts.size() == 1 ? parts.getFirst() : Matrix.hcat(parts.toArray(new Matrix[0]));
    }

    /// a_kj, and b_j for the result, k = s.
    private double weight(int k, int j) {
        return k == tableau.stages() ? tableau.b(j) : tableau.a(k, j);
    }

    /// The sketches of Y₀ by the pairs of stages 2 … s and of the result; the place of stage 1,
    /// which is not compressed, holds that of the result too.
    private List<StageSketch> sketches(MatrixEquation equation, Span span, LowRankMatrix y) {
        int s = tableau.stages();
        List<Integer> order = new ArrayList<>(List.of(s)); // as the spec draws them
        for (int k = 1; k < s; k++) {
            order.add(k);
        }
        int rank = wanted(y);
        var widest = widths(s, rank, y);
        for (int k : order) {
            widest = widest.max(widths(k, rank, y));
        }
        boolean shared = sketching.reuse() == Sketching.Reuse.CONSTANT;
        boolean complex = equation.isComplex() || y.isComplex();
        var widestOfAll = widest;
        List<Integer> drawn = shared ? order.subList(0, 1) : order;
        List<Matrix> omegas =
                Parallel.map(
                        drawn.size(),
                        DRAWING * y.cols() * widest.omega(),
                        i -> {
                            int k = drawn.get(i);
                            var widths = shared ? widestOfAll : widths(k, rank, y);
                            return sketching.draw(
                                    y.cols(), widths.omega(), complex, place(span, k, OMEGA));
                        });
        List<Matrix> psis =
                Parallel.map(
                        drawn.size(),
                        DRAWING * y.rows() * widest.psi(),
                        i -> {
                            int k = drawn.get(i);
                            var widths = shared ? widestOfAll : widths(k, rank, y);
                            return sketching.draw(
                                    y.rows(), widths.psi(), complex, place(span, k, PSI));
                        });
        List<StageSketch> result = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            Matrix omega = omegas.get(shared ? 0 : i);
            Matrix psi = psis.get(shared ? 0 : i);
            result.add(new StageSketch(order.get(i), stageRule(order.get(i), rank), omega, psi, y));
        }
        result.add(result.getFirst());
        return result;
    }

    /// The halves of a doubled step share its index, hence t and h.
    private static long[] place(Span span, int stage, int side) {
        return new long[] {
            span.index(),
            span.attempt(),
            Double.doubleToLongBits(span.t()),
            Double.doubleToLongBits(span.h()),
            stage,
            side
        };
    }

    /// The rank that the sketches are for.
    private int wanted(LowRankMatrix y) {
        if (truncation.isFixedRank()) {
            return truncation.maxRank();
        }
        int twice = 2 * Math.max(1, y.rank());
        return Math.min(Math.max(twice, truncation.minRank()), truncation.maxRank());
    }

    private int factor(int k) {
        return k == tableau.stages() ? 1 : stageRank.get(k - 1);
    }

    private Oversampling.Widths widths(int k, int rank, LowRankMatrix y) {
        return sketching.oversampling().widths(factor(k) * rank, rank, y.rows(), y.cols());
    }

    private Truncation stageRule(int k, int rank) {
        if (truncation.isFixedRank()) {
            return Truncation.toRank(factor(k) * rank);
        }
        long most = (long) factor(k) * truncation.maxRank();
        return truncation.between(truncation.minRank(), (int) Math.min(most, Truncation.UNLIMITED));
    }

    @Override
    public int order() {
        return tableau.order();
    }

    @Override
    public String name() {
        return "randomized-rk";
    }

    @Override
    public Substep substep() {
        return new ExplicitRungeKutta(tableau, 1);
    }

    @Override
    public Optional<Truncation> truncationRule() {
        return Optional.of(truncation);
    }

    @Override
    public RandomizedRungeKutta withTruncation(Truncation other) {
        return new RandomizedRungeKutta(tableau, stageRank, other, sketching);
    }
}
