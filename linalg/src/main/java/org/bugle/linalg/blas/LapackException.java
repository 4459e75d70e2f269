package org.bugle.linalg.blas;

/// A LAPACK routine refused an argument or did not converge; the message names the routine, the
/// argument or the reason, and the sizes.
public final class LapackException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    LapackException(String message) {
        super(message);
    }
}
