package org.bugle.neural.network;

import org.bugle.neural.engine.Convolution;
import org.bugle.neural.engine.Value;

import java.util.List;

/// How a matrix W (out, in) acts on values, so that a product of matrices acts one after the other.
sealed interface Action {
    /// W where inputs enter the layer.
    Value first(Value x, Value matrix);

    /// A matrix behind the first.
    Value then(Value x, Value matrix);

    /// x Wᵀ along the last axis.
    record Linear() implements Action {
        @Override
        public Value first(Value x, Value matrix) {
            return x.matmul(matrix.permute(1, 0));
        }

        @Override
        public Value then(Value x, Value matrix) {
            return first(x, matrix);
        }
    }

    /// A convolution; W is a kernel (out, in·rows·columns), behind the first one of 1×1.
    ///
    /// @param window (in, rows, columns)
    record Windows(List<Integer> window, Convolution geometry) implements Action {
        @Override
        public Value first(Value x, Value matrix) {
            return x.conv2d(
                    matrix.reshape(-1, window.get(0), window.get(1), window.get(2)), geometry);
        }

        @Override
        public Value then(Value x, Value matrix) {
            return pointwise(x, matrix);
        }

        /// A matrix (out, in) at each pixel.
        static Value pointwise(Value x, Value matrix) {
            Value kernel = matrix.reshape(matrix.size(0), matrix.size(1), 1, 1);
            return x.conv2d(kernel, Convolution.valid());
        }
    }
}
