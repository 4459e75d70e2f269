package org.bugle.neural.method;

/// The loss or a weight is no finite number any more.
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long iteration;

    /// @param what such as `the loss` or `the weight fc1.weight`
    public DivergedException(long iteration, String what) {
        super(
                "iteration %d: %s is not finite; lower the learning rate or clip the gradient"
                        .formatted(iteration, what));
        this.iteration = iteration;
    }

    public long iteration() {
        return iteration;
    }
}
