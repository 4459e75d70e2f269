package org.bugle.substep;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.structured.Banded;
import org.bugle.linalg.structured.Circulant;
import org.bugle.linalg.structured.Diagonal;
import org.bugle.operator.Coefficient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;

class SeparableOdeTest {
    private static Matrix random(int rows, int columns, long seed) {
        return Matrix.randomGaussian(rows, columns, new SplitMix64(seed));
    }

    @ParameterizedTest // fewer and more numbers than stay in a cache
    @ValueSource(ints = {1, 30, 3000, 40_000})
    void theSumOfItsTermsWhateverTheHeight(int n) {
        int r = 9;
        Matrix x = random(n, r, 1);
        Matrix small = random(r, r, 2);
        Matrix source = random(n, r, 3);
        LinearMap banded = Banded.tridiagonal(n, 0.5, -2, 1);
        LinearMap circulant = Circulant.derivative(n, 2, 1);
        Matrix profile = random(n, 1, 4);
        var ode =
                new SeparableOde(
                        List.of(
                                term(2, Optional.of(banded), Optional.empty()),
                                term(-1, Optional.of(circulant), Optional.empty()),
                                term(3, Optional.of(new Diagonal(profile)), Optional.of(small)),
                                term(0.5, Optional.empty(), Optional.of(small)),
                                term(-4, Optional.empty(), Optional.empty())),
                        List.of(new SeparableOde.Source(Coefficient.of(0.1), source)));
        Matrix expected =
                banded.apply(x)
                        .times(2)
                        .minus(circulant.apply(x))
                        .plus(3, new Diagonal(profile).apply(x).timesTranspose(small))
                        .plus(0.5, x.timesTranspose(small))
                        .minus(x.times(4))
                        .plus(0.1, source);
        for (int i = 0; i < 2; i++) { // its workspace is used again
            Matrix found = ode.evaluate(0, x);
            assertThat(found.minus(expected).norm()).isLessThan(1e-14 * expected.norm());
        }
    }

    private static SeparableOde.Term term(
            double c, Optional<LinearMap> map, Optional<Matrix> small) {
        return new SeparableOde.Term(Coefficient.of(c), map, small);
    }
}
