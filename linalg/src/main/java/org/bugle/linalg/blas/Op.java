package org.bugle.linalg.blas;

/// How a matrix enters a product: as it is, transposed, or conjugate transposed.
public enum Op {
    NONE(111),
    TRANSPOSE(112),
    ADJOINT(113);

    final int code;

    Op(int code) {
        this.code = code;
    }
}
