package org.bugle.neural.network;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.neural.array.Array;
import org.bugle.neural.engine.Convolution;
import org.bugle.neural.engine.Graph;
import org.bugle.neural.engine.Value;
import org.bugle.neural.weight.Gradient;
import org.bugle.neural.weight.TuckerConv2d;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// A kernel W = C ×₁ U₁ ×₂ U₂ ×₃ U₃ ×₄ U₄ (n₁, n₂, n₃, n₄), evaluated by a chain: U₂ᵀ at each
/// pixel, windows, U₁ at each pixel (spec `tucker-conv`).
///
/// The windows are those of T = C ×₃ U₃ ×₄ U₄, whose derivative is G ×₁ U₁ᵀ ×₂ U₂ᵀ; with five
/// stages U₃ᵀ down each column and U₄ᵀ along each row, then C at each pixel. Where G is wanted
/// through all bases but one, two variables show all of it, without an inverse and at C = 0 too:
///
/// | variable                                          | acts           | derivative      |
/// |---------------------------------------------------|----------------|-----------------|
/// | C ×₁ U₁ ×₃ U₃ ×₄ U₄ (n₁, r₂, n₃, n₄), in place of T | behind U₂ᵀ     | G ×₂ U₂ᵀ        |
/// | 0 (r₁, n₂, n₃, n₄)                                | in front of U₁ | G ×₁ U₁ᵀ        |
///
/// Mode 1 is in the first of them; modes 2, 3 and 4 are in the second.
final class TuckerForm implements Form {
    private final TuckerConv2d weight;
    private final Request request;
    private final Graph graph;
    private final Value input; // U₂ᵀ
    private final Value output; // U₁
    private final Value windows;
    private final List<Value> extra; // nothing or 0

    TuckerForm(Graph graph, TuckerConv2d weight, Request request) {
        this.weight = weight;
        this.request = request;
        this.graph = graph;
        input = graph.constant(Array.of(weight.basis(1).transpose()));
        output = graph.constant(Array.of(weight.basis(0)));
        Array kernel = Array.of(windows());
        windows = request == Request.NOTHING ? graph.constant(kernel) : graph.variable(kernel);
        extra =
                request == Request.FACTORS
                        ? List.of(graph.variable(Array.zeros(inputKernel())))
                        : List.of();
    }

    /// What acts between U₂ᵀ and U₁, or in place of U₁ too where factors are wanted.
    private Tensor windows() {
        Tensor core = weight.factors().core();
        Tensor wide = request == Request.FACTORS ? core.timesMode(0, basis(0)) : core;
        return switch (weight.chain()) {
            case THREE -> wide.timesMode(2, basis(2)).timesMode(3, basis(3));
            case FIVE -> wide;
        };
    }

    private Matrix basis(int mode) {
        return weight.basis(mode);
    }

    private List<Integer> inputKernel() {
        List<Integer> shape = new ArrayList<>(weight.shape());
        shape.set(0, weight.ranks().getFirst());
        return shape;
    }

    @Override
    public Value linear(Value x) {
        throw new IllegalArgumentException(
                "TuckerConv2d: a linear layer needs a matrix, found a kernel " + weight.shape());
    }

    @Override
    public Value conv2d(Value x, Convolution geometry) {
        Value reduced = Action.Windows.pointwise(x, input);
        Value seen =
                switch (weight.chain()) {
                    case THREE -> reduced.conv2d(windows, geometry);
                    case FIVE -> separated(reduced, geometry);
                };
        if (request != Request.FACTORS) {
            return Action.Windows.pointwise(seen, output);
        }
        Value free = x.conv2d(extra.getFirst(), geometry);
        return seen.plus(Action.Windows.pointwise(free, output));
    }

    /// U₃ᵀ and U₄ᵀ for each channel on its own, then the core; channels are ordered (b, p, q), b
    /// the slowest.
    private Value separated(Value x, Convolution geometry) {
        int channels = x.size(1);
        int between = channels * basis(2).cols();
        Value columns =
                x.conv2d(
                        repeated(basis(2), channels, basis(2).rows(), 1),
                        new Convolution(
                                geometry.strideRows(), 1, geometry.paddingRows(), 0, channels));
        Value both =
                columns.conv2d(
                        repeated(basis(3), between, 1, basis(3).rows()),
                        new Convolution(
                                1,
                                geometry.strideColumns(),
                                0,
                                geometry.paddingColumns(),
                                between));
        return Action.Windows.pointwise(both, windows.reshape(windows.size(0), -1));
    }

    /// The columns of a basis as kernels of each channel.
    private Value repeated(Matrix basis, int channels, int rows, int columns) {
        List<Array> copies = Collections.nCopies(channels, Array.of(basis.transpose()));
        return graph.constant(
                Array.concatenated(copies)
                        .reshape(List.of(channels * basis.cols(), 1, rows, columns)));
    }

    @Override
    public List<Value> variables() {
        if (request == Request.NOTHING) {
            return List.of();
        }
        List<Value> variables = new ArrayList<>(List.of(windows));
        variables.addAll(extra);
        return variables;
    }

    @Override
    public Gradient gradient(List<Array> derivatives) {
        Tensor first =
                switch (weight.chain()) {
                    case THREE -> seen(derivatives.getFirst().toTensor(), 2, 3);
                    case FIVE -> derivatives.getFirst().toTensor();
                };
        if (request == Request.CORE) {
            return new Gradient.OfFactors(first, List.of());
        }
        Tensor second = derivatives.getLast().toTensor();
        List<Matrix> modes = new ArrayList<>(List.of(first.unfold(0)));
        for (int mode = 1; mode < weight.factors().modes(); mode++) {
            int free = mode;
            int[] others = Arrays.stream(new int[] {1, 2, 3}).filter(j -> j != free).toArray();
            modes.add(
                    weight.activeModes().contains(mode)
                            ? seen(second, others).unfold(mode)
                            : Matrix.zeros(0, 0));
        }
        return new Gradient.OfFactors(seen(first, 0), modes);
    }

    /// A ×_i U_iᵀ for these modes.
    private Tensor seen(Tensor a, int... modes) {
        Tensor result = a;
        for (int mode : modes) {
            result = result.timesMode(mode, basis(mode).transpose());
        }
        return result;
    }
}
