package org.bugle.substep;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.kernel.Buffer;
import org.bugle.linalg.structured.Lazy;

import java.util.List;
import java.util.function.Supplier;

/// A small ODE whose right-hand side is a sum of parts that can be solved exactly, such as the
/// transport in space and the acceleration of a kinetic equation. Exponential substeps compose the
/// flows of the parts; all others see the sum.
public final class FlowOde extends ModeOde {
    /// The flow of one part, with its coefficients as they are at the state that it starts from.
    @FunctionalInterface
    public interface Flow {
        /// @param h the time to advance by, of either sign
        /// @param x n×r
        Matrix advance(double h, Matrix x);
    }

    private final Supplier<ModeOde> sum;
    private final Supplier<List<Flow>> flows;
    private final double direction;

    /// Both are made when they are needed: a substep takes one or the other.
    ///
    /// @param sum the whole right-hand side, real for a real X
    /// @param flows of its parts, at least one
    public FlowOde(Supplier<ModeOde> sum, Supplier<List<Flow>> flows) {
        this(new Lazy<>(sum), flows, 1);
    }

    private FlowOde(Supplier<ModeOde> sum, Supplier<List<Flow>> flows, double direction) {
        this.sum = sum;
        this.flows = flows;
        this.direction = direction;
    }

    Matrix composed(double h, Matrix x0) {
        return composed(flows.get(), direction * h, x0);
    }

    /// X(t + h) by the flows one after the other, there and back, each but the last over h/2 both
    /// times (Strang splitting): of order 2, and as stable as the flows are.
    ///
    /// @param flows at least one
    public static Matrix composed(List<Flow> flows, double h, Matrix x0) {
        int last = flows.size() - 1;
        Matrix x = x0;
        for (int k = 0; k < last; k++) {
            x = flows.get(k).advance(h / 2, x);
        }
        x = flows.get(last).advance(h, x);
        for (int k = last - 1; k >= 0; k--) {
            x = flows.get(k).advance(h / 2, x);
        }
        return x;
    }

    @Override
    public boolean isComplex() {
        return false;
    }

    @Override
    public FlowOde negated() {
        return new FlowOde(new Lazy<>(() -> sum.get().negated()), flows, -direction);
    }

    @Override
    void doEvaluate(double t, Buffer x, Buffer derivative) {
        sum.get().evaluate(t, x, derivative);
    }
}
