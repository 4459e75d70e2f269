package org.bugle.testing;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;
import org.bugle.linalg.SplitMix64;
import org.bugle.lowrank.LowRankMatrix;
import org.junit.jupiter.params.provider.Arguments;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Random cases, drawn from one fixed seed.
public final class Cases {
    private Cases() {}

    /// (m, n, complex, seed) with m, n in 6..30.
    public static Stream<Arguments> shapesAndSeeds() {
        SplitMix64 random = new SplitMix64(2026);
        return IntStream.range(0, 12)
                .mapToObj(i ->
                        Arguments.of(
                                random.nextInt(6, 31),
                                random.nextInt(6, 31),
                                i % 2 == 1,
                                random.nextLong()));
    }

    /// A Gaussian matrix, real or complex.
    public static Matrix gaussian(int m, int n, boolean complex, SplitMix64 random) {
        Matrix re = Matrix.randomGaussian(m, n, random);
        return complex ? Matrix.complex(re, Matrix.randomGaussian(m, n, random)) : re;
    }

    /// A matrix with orthonormal columns.
    public static Matrix basis(int m, int r, boolean complex, SplitMix64 random) {
        return Qr.of(gaussian(m, r, complex, random)).q();
    }

    /// A matrix of rank r with orthonormal bases and a full core that is not symmetric.
    public static LowRankMatrix lowRank(int m, int n, int r, boolean complex, SplitMix64 random) {
        return new LowRankMatrix(
                basis(m, r, complex, random),
                gaussian(r, r, complex, random),
                basis(n, r, complex, random));
    }
}
