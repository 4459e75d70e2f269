package org.bugle.app.reproduce;

import org.bugle.app.run.Numbers;

/// What a measured number must be.
public sealed interface Criterion {
    /// Whether a measured number meets it; NaN meets none.
    boolean isMet(double measured);

    /// The figure that is expected, or the bound.
    double expected();

    /// How far from the figure is still near, relative to it; 0 for a bound.
    double tolerance();

    /// The criterion in words, such as `0.01 ± 5 %`.
    String words();

    /// A figure, up to a relative tolerance.
    record Near(double expected, double tolerance) implements Criterion {
        @Override
        public boolean isMet(double measured) {
            return Math.abs(measured - expected) <= tolerance * Math.abs(expected);
        }

        @Override
        public String words() {
            return tolerance == 0
                    ? Numbers.brief(expected, 12)
                    : Numbers.brief(expected, 10)
                            + " ± "
                            + Numbers.brief(100 * tolerance, 3)
                            + " %";
        }
    }

    /// An upper bound, itself allowed.
    record AtMost(double expected) implements Criterion {
        @Override
        public boolean isMet(double measured) {
            return measured <= expected;
        }

        @Override
        public double tolerance() {
            return 0;
        }

        @Override
        public String words() {
            return "≤ " + Numbers.brief(expected);
        }
    }

    /// A lower bound, itself allowed.
    record AtLeast(double expected) implements Criterion {
        @Override
        public boolean isMet(double measured) {
            return measured >= expected;
        }

        @Override
        public double tolerance() {
            return 0;
        }

        @Override
        public String words() {
            return "≥ " + Numbers.brief(expected);
        }
    }

    /// An interval with its ends.
    record Between(double low, double high) implements Criterion {
        @Override
        public boolean isMet(double measured) {
            return measured >= low && measured <= high;
        }

        @Override
        public double expected() {
            return (low + high) / 2;
        }

        @Override
        public double tolerance() {
            return (high - low) / Math.abs(high + low);
        }

        @Override
        public String words() {
            return "between %s and %s".formatted(Numbers.brief(low), Numbers.brief(high));
        }
    }

    /// No figure is known that a measured one could meet; for what cannot be run here.
    record Unpublished() implements Criterion {
        @Override
        public boolean isMet(double measured) {
            return false;
        }

        @Override
        public double expected() {
            return Double.NaN;
        }

        @Override
        public double tolerance() {
            return 0;
        }

        @Override
        public String words() {
            return "no figure, none is published";
        }
    }

    /// A figure up to a factor: between figure / factor and figure · factor.
    static Criterion withinFactor(double figure, double factor) {
        return new Between(figure / factor, figure * factor);
    }
}
