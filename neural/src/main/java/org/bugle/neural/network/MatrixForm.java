package org.bugle.neural.network;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.engine.Convolution;
import org.bugle.neural.engine.Graph;
import org.bugle.neural.engine.Value;
import org.bugle.neural.weight.Gradient;

import java.util.List;

/// W = U S Vᵀ (m×n), evaluated from the right: first Vᵀ, then what is behind it.
///
/// | wanted  | behind Vᵀ             | variables   | ∂ℓ by them, with G = ∂ℓ/∂W |
/// |---------|-----------------------|-------------|----------------------------|
/// | nothing | K = U S               |             |                            |
/// | core    | S, then U             | S           | Uᵀ G V                     |
/// | factors | K, plus U behind Zᵀ   | K, Z = 0    | G V and Gᵀ U               |
///
/// Nothing is divided by S: all of it holds at S = 0. Uᵀ G V is the first of the factors' results
/// seen through U.
final class MatrixForm implements Form {
    private final Tucker factors;
    private final List<Integer> window;
    private final Request request;
    private final Value right; // Vᵀ
    private final Value left; // U
    private final Value middle; // S or K
    private final Value extra; // Zᵀ

    /// @param window (in, rows, columns) of a kernel; of a matrix it is not used
    MatrixForm(Graph graph, Tucker factors, List<Integer> window, Request request) {
        this.factors = factors;
        this.window = window;
        this.request = request;
        Matrix u = factors.bases().getFirst();
        Matrix v = factors.bases().getLast();
        Matrix s = factors.core().unfold(0);
        right = graph.constant(Array.of(v.transpose()));
        left = graph.constant(Array.of(u));
        middle =
                switch (request) {
                    case NOTHING -> graph.constant(Array.of(u.times(s)));
                    case CORE -> graph.variable(Array.of(s));
                    case FACTORS -> graph.variable(Array.of(u.times(s)));
                };
        Array zero = Array.zeros(List.of(u.cols(), v.rows()));
        extra = request == Request.FACTORS ? graph.variable(zero) : right;
    }

    private Value act(Value x, Action action) {
        Value z = action.first(x, right);
        return switch (request) {
            case NOTHING -> action.then(z, middle);
            case CORE -> action.then(action.then(z, middle), left);
            case FACTORS -> action.then(z, middle).plus(action.then(action.first(x, extra), left));
        };
    }

    @Override
    public Value linear(Value x) {
        return act(x, new Action.Linear());
    }

    @Override
    public Value conv2d(Value x, Convolution geometry) {
        return act(x, new Action.Windows(window, geometry));
    }

    @Override
    public List<Value> variables() {
        return switch (request) {
            case NOTHING -> List.of();
            case CORE -> List.of(middle);
            case FACTORS -> List.of(middle, extra);
        };
    }

    @Override
    public Gradient gradient(List<Array> derivatives) {
        Matrix first = derivatives.getFirst().toMatrix();
        if (request == Request.CORE) {
            return new Gradient.OfFactors(Tensor.of(first), List.of());
        }
        Matrix core = factors.bases().getFirst().transposeTimes(first);
        Matrix second = derivatives.getLast().toMatrix().transpose();
        return new Gradient.OfFactors(Tensor.of(core), List.of(first, second));
    }
}
