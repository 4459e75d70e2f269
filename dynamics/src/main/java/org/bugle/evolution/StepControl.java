package org.bugle.evolution;

/// How the time interval is cut into steps.
public sealed interface StepControl {
    /// Equal steps.
    record Fixed(int steps) implements StepControl {
        /// @throws IllegalArgumentException if `steps` is not positive
        public Fixed {
            if (steps < 1) {
                throw new IllegalArgumentException("steps must be at least 1, found " + steps);
            }
        }
    }

    /// Steps and ranks that adapt so that the global error stays near `tolerance` times the norm of
    /// the solution (Frobenius): one error budget, of which a stated share goes to truncation.
    record Adaptive(double tolerance) implements StepControl {
        /// @throws IllegalArgumentException if the tolerance is not in (0, 1)
        public Adaptive {
            if (!(tolerance > 0 && tolerance < 1)) {
                throw new IllegalArgumentException(
                        "tolerance must be in (0, 1), found " + tolerance);
            }
        }
    }
}
