package org.bugle.neural.network;

import org.bugle.neural.engine.Value;

/// A function of each entry between two layers.
public sealed interface Activation {
    Value apply(Value x);

    record Relu() implements Activation {
        @Override
        public Value apply(Value x) {
            return x.relu();
        }
    }

    /// x or, where negative, slope·x.
    record LeakyRelu(double slope) implements Activation {
        /// Slope 0.01.
        public static LeakyRelu standard() {
            return new LeakyRelu(0.01);
        }

        @Override
        public Value apply(Value x) {
            return x.leakyRelu(slope);
        }
    }

    record Tanh() implements Activation {
        @Override
        public Value apply(Value x) {
            return x.tanh();
        }
    }

    record Gelu() implements Activation {
        @Override
        public Value apply(Value x) {
            return x.gelu();
        }
    }

    /// GELU with Φ(x) ≈ (1 + tanh(√(2/π) (x + 0.044715 x³)))/2.
    record TanhGelu() implements Activation {
        @Override
        public Value apply(Value x) {
            Value inner = x.power(2).times(0.044715).plus(1).times(x).times(Math.sqrt(2 / Math.PI));
            return inner.tanh().plus(1).times(x).times(0.5);
        }
    }

    /// x itself.
    record Linear() implements Activation {
        @Override
        public Value apply(Value x) {
            return x;
        }
    }
}
