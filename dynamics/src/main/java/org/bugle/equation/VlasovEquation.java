package org.bugle.equation;

import org.bugle.linalg.Eigen;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Operator;
import org.bugle.linalg.SkewExponential;
import org.bugle.linalg.structured.Diagonal;
import org.bugle.linalg.structured.Latest;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;
import org.bugle.substep.FlowOde;
import org.bugle.substep.ModeOde;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The Vlasov equation in d directions for Y, points in space × velocities (m×n, real):
///
/// Y′ = −Σ_i X_i Y diag(v_i) + Σ_i diag(E_i(Y w)) Y V_iᵀ
///
/// with skew-symmetric derivatives X_i in space and V_i in velocity, and a field E that depends on
/// Y through the density Y w alone.
///
/// Exponential substeps advance the K- and L-equations by turns through exact flows, as in the
/// splitting of Cheng and Knorr (1976): transport moves the columns of K Q along x_i, where Q
/// diagonalises the r×r matrix Vᵀ diag(v_i) V, and turns the rows of L; acceleration turns the rows
/// of K and moves the columns of L Q along v_i, where Q diagonalises Uᵀ diag(E_i) U. The S-equation
/// goes the same way, both sides being small. Acceleration leaves the density as it is, up to what
/// the basis V cannot see; the field is therefore that of the density half a step later, found from
/// its rate of change. All flows are orthogonal, so that no step size is too large for stability.
public final class VlasovEquation implements MatrixEquation {
    /// What belongs to one direction.
    ///
    /// @param inSpace X_i, m×m, real and skew-symmetric
    /// @param velocity v_i at the points of the grid of velocities, n×1
    /// @param inVelocity V_i, n×n, real and skew-symmetric
    public record Direction(Operator inSpace, Matrix velocity, Operator inVelocity) {}

    /// E of a density, both m×1 in each direction.
    @FunctionalInterface
    public interface Field {
        List<Matrix> of(Matrix density);
    }

    private final List<Direction> directions;
    private final Matrix weights;
    private final Field field;
    private final SumEquation terms;
    private final Latest<Matrix, List<SkewExponential>> gradients = new Latest<>(this::gradients);
    private final Latest<Matrix, List<SkewExponential>> accelerations =
            new Latest<>(this::accelerations);

    /// @param weights w, n×1, with which a sum over velocities is the density
    /// @throws IllegalArgumentException if there is no direction
    public VlasovEquation(List<Direction> directions, Matrix weights, Field field) {
        if (directions.isEmpty()) {
            throw new IllegalArgumentException("VlasovEquation: wants at least one direction");
        }
        this.directions = List.copyOf(directions);
        this.weights = weights;
        this.field = field;
        terms = SumEquation.of(transport(), acceleration());
    }

    private SeparableEquation transport() {
        SeparableOperator operator =
                SeparableOperator.zero(directions.getFirst().inSpace.rows(), weights.rows());
        for (Direction i : directions) {
            operator = operator.both(Coefficient.of(-1), i.inSpace, new Diagonal(i.velocity));
        }
        return SeparableEquation.of(operator);
    }

    private StateDependentEquation acceleration() {
        // the terms of one evaluation all ask for the field of the same state
        var latest = new Latest<LowRankMatrix, List<Matrix>>(y -> field.of(y.apply(weights)));
        return new StateDependentEquation(
                false,
                IntStream.range(0, directions.size())
                        .mapToObj(i ->
                                new StateDependentEquation.Term(
                                        Coefficient.ONE,
                                        new StateDependentEquation.Factor.Dependent(
                                                (_, y) -> new Diagonal(latest.of(y).get(i))),
                                        new StateDependentEquation.Factor.Fixed(
                                                directions.get(i).inVelocity)))
                        .toList());
    }

    @Override
    public LinearMap evaluate(double t, LowRankMatrix y) {
        return terms.evaluate(t, y);
    }

    @Override
    public LinearMap derivative(double t, LowRankMatrix y, LowRankMatrix z) {
        return terms.derivative(t, y, z);
    }

    @Override
    public ModeOde kEquation(Matrix v) {
        return v.isComplex()
                ? terms.kEquation(v)
                : new FlowOde(() -> terms.kEquation(v), () -> kFlows(v));
    }

    /// K′ = −Σ X_i K M_i + Σ diag(E_i) K N_i.
    private List<FlowOde.Flow> kFlows(Matrix v) {
        List<FlowOde.Flow> flows = new ArrayList<>();
        for (Direction direction : directions) {
            Eigen.Hermitian m = velocities(direction, v);
            flows.add((h, k) -> moved(direction.inSpace, -h, m, k));
        }
        List<SkewExponential> n = accelerations.of(v);
        Matrix moments = v.transposeTimes(weights);
        flows.add((h, k) -> {
            Matrix density = k.times(moments);
            List<Matrix> before = field.of(density);
            Matrix change = Matrix.zeros(k.rows(), 1);
            for (int i = 0; i < before.size(); i++) {
                Matrix rate = k.times(n.get(i).generator().times(moments));
                change = change.plus(before.get(i).hadamard(rate));
            }
            List<Matrix> e = field.of(density.plus(h / 2, change));
            return inAllDirections(
                    h, k, (i, part, x) -> n.get(i).applyToRows(e.get(i).times(part), x));
        });
        return flows;
    }

    @Override
    public ModeOde lEquation(Matrix u) {
        return u.isComplex()
                ? terms.lEquation(u)
                : new FlowOde(() -> terms.lEquation(u), () -> lFlows(u));
    }

    /// L′ = Σ diag(v_i) L B_i + Σ V_i L A_i.
    private List<FlowOde.Flow> lFlows(Matrix u) {
        List<FlowOde.Flow> flows = new ArrayList<>();
        List<SkewExponential> b = gradients.of(u);
        for (int i = 0; i < directions.size(); i++) {
            int each = i;
            Matrix velocity = directions.get(i).velocity;
            flows.add((h, l) -> b.get(each).applyToRows(velocity.times(h), l));
        }
        flows.add((h, l) -> {
            List<Eigen.Hermitian> a = fields(u, l.transposeTimes(weights));
            return inAllDirections(
                    h, l, (i, part, x) -> moved(directions.get(i).inVelocity, part, a.get(i), x));
        });
        return flows;
    }

    @Override
    public ModeOde sEquation(Matrix u, Matrix v) {
        return u.isComplex() || v.isComplex()
                ? terms.sEquation(u, v)
                : new FlowOde(() -> terms.sEquation(u, v), () -> sFlows(u, v));
    }

    /// S′ = −Σ B_i S M_i + Σ A_i S N_i.
    private List<FlowOde.Flow> sFlows(Matrix u, Matrix v) {
        List<FlowOde.Flow> flows = new ArrayList<>();
        List<SkewExponential> b = gradients.of(u);
        for (int i = 0; i < directions.size(); i++) {
            int each = i;
            Eigen.Hermitian m = velocities(directions.get(i), v);
            flows.add((h, s) -> turned(b.get(each), h, m, s.transpose()).transpose());
        }
        List<SkewExponential> n = accelerations.of(v);
        Matrix moments = v.transposeTimes(weights);
        flows.add((h, s) -> {
            Matrix density = s.times(moments);
            List<Eigen.Hermitian> before = fields(u, density);
            Matrix change = Matrix.zeros(s.rows(), 1);
            for (int i = 0; i < before.size(); i++) {
                Matrix rate = s.times(n.get(i).generator().times(moments));
                change = change.plus(times(before.get(i), rate));
            }
            List<Eigen.Hermitian> a = fields(u, density.plus(h / 2, change));
            return inAllDirections(h, s, (i, part, x) -> turned(n.get(i), part, a.get(i), x));
        });
        return flows;
    }

    /// M = Vᵀ diag(v_i) V.
    private static Eigen.Hermitian velocities(Direction i, Matrix v) {
        return weighted(i.velocity, v);
    }

    /// A_i = Uᵀ diag(E_i) U for the density U ρ.
    private List<Eigen.Hermitian> fields(Matrix u, Matrix rho) {
        return field.of(u.times(rho)).stream().map(e -> weighted(e, u)).toList();
    }

    private static Eigen.Hermitian weighted(Matrix diagonal, Matrix basis) {
        Matrix small = basis.transposeTimes(new Diagonal(diagonal).apply(basis));
        return Eigen.hermitian(small.plus(small.transpose()).times(0.5));
    }

    /// B_i = Uᵀ X_i U.
    private List<SkewExponential> gradients(Matrix u) {
        return directions.stream()
                .map(i -> SkewExponential.of(u.transposeTimes(i.inSpace.apply(u))))
                .toList();
    }

    /// N_i = (V_i V)ᵀ V.
    private List<SkewExponential> accelerations(Matrix v) {
        return directions.stream()
                .map(i -> SkewExponential.of(i.inVelocity.apply(v).transposeTimes(v)))
                .toList();
    }

    private interface Acceleration {
        Matrix advance(int direction, double h, Matrix x);
    }

    /// Acceleration by a field that stays.
    private Matrix inAllDirections(double h, Matrix x, Acceleration acceleration) {
        List<FlowOde.Flow> flows = new ArrayList<>();
        for (int i = 0; i < directions.size(); i++) {
            int each = i;
            flows.add((part, y) -> acceleration.advance(each, part, y));
        }
        return FlowOde.composed(flows, h, x);
    }

    private static Matrix times(Eigen.Hermitian m, Matrix x) {
        Matrix inside = m.vectors().transposeTimes(x);
        Matrix values = Matrix.generate(inside.rows(), 1, (j, _) -> m.values().get(j));
        return m.vectors().times(values.hadamard(inside));
    }

    /// e^{hD ⊗ M} X with M = Q diag(λ) Qᵀ: column j of X Q moves by −hλ_j.
    private static Matrix moved(Operator derivative, double h, Eigen.Hermitian m, Matrix x) {
        double[] times = m.values().stream().mapToDouble(value -> h * value).toArray();
        return derivative.exp(times, x.times(m.vectors())).timesTranspose(m.vectors());
    }

    /// X(h) of X′ = M X N.
    private static Matrix turned(SkewExponential n, double h, Eigen.Hermitian m, Matrix x) {
        Matrix theta = Matrix.generate(m.values().size(), 1, (j, _) -> h * m.values().get(j));
        return m.vectors().times(n.applyToRows(theta, m.vectors().transposeTimes(x)));
    }
}
