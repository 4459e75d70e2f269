package org.bugle.neural.engine;

import org.bugle.neural.array.Array;

import java.util.List;

/// An array inside a [Graph], known by what it was computed from. Operations follow NumPy: axes may
/// be negative, shapes of two operands are broadcast against each other from the last axis on.
///
/// Every operation throws an IllegalArgumentException that names itself and the shapes where these
/// do not fit.
public interface Value {
    List<Integer> shape();

    default int size(int axis) {
        return shape().get(axis < 0 ? axis + shape().size() : axis);
    }

    Value plus(Value other);

    Value minus(Value other);

    /// Entry by entry.
    Value times(Value other);

    Value plus(double number);

    Value times(double number);

    /// Entry by entry to a power.
    Value power(double exponent);

    /// Products of the last two axes, (…, m, k) and (…, k, n) to (…, m, n), broadcasting the
    /// others.
    Value matmul(Value other);

    /// All axes in another order.
    Value permute(int... axes);

    /// A size of −1 is what is left.
    Value reshape(int... sizes);

    /// The part `from` ≤ i < `to` along an axis.
    Value slice(int axis, int from, int to);

    /// Rows of a table (k, …) at these integers (of any shape): their shape, then what follows k.
    Value rows(Array indices);

    /// Along the last axis, the entry at each of these integers: as NumPy's take_along_axis with
    /// indices that are broadcast over the axes before the last two.
    ///
    /// @param indices of shape (p, q), for values of shape (…, p, n)
    Value takeAlong(Array indices);

    /// max(x, 0), with derivative 0 at 0.
    Value relu();

    /// x or, where negative, slope·x.
    Value leakyRelu(double slope);

    Value tanh();

    /// x Φ(x) with the normal distribution Φ itself, not its approximation by tanh.
    Value gelu();

    /// Along the last axis.
    Value softmax();

    /// (x − mean)/√(variance + ε) over the given axes, with the variance that divides by the count.
    Value standardized(double epsilon, int... axes);

    /// Over these axes, which keep the length 1.
    Value mean(int... axes);

    /// Of all entries, of shape ().
    Value sum();

    /// X of shape (b, c, h, w) with a kernel (f, c/groups, kh, kw).
    Value conv2d(Value kernel, Convolution geometry);

    /// The largest of each window, the first one in row-major order where several are.
    Value maxPool(Pooling pooling);

    Value meanPool(Pooling pooling);

    /// The mean over rows of −log softmax at the label, for logits (…, classes) and as many labels
    /// as there are rows; rows of a negative label do not count.
    ///
    /// @throws IllegalArgumentException if a label is not below the number of classes
    Value crossEntropy(Array labels);

    /// The entries, on this side of the engine. Ends nothing: one may go on computing.
    Array data();
}
