package org.bugle.equation.split;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;
import org.bugle.testing.Cases;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;

class FactoredProjectionTest {
    private static final int[] SIZES = {6, 5, 4};

    /// Terms that share factors in some modes, in all modes, and in none.
    private static FactoredSum sum(boolean complex) {
        SplitMix64 random = new SplitMix64(7);
        List<Matrix> a = new ArrayList<>();
        List<Matrix> b = new ArrayList<>();
        for (int n : SIZES) {
            a.add(Cases.gaussian(n, 2, complex, random));
            b.add(Cases.gaussian(n, 3, complex, random));
        }
        List<Matrix> mixed = List.of(a.get(0), b.get(1), a.get(2));
        return FactoredSum.of(tucker(a, complex, random), tucker(mixed, complex, random))
                .plus(-2, FactoredSum.of(tucker(a, complex, random), tucker(b, complex, random)))
                .plus(0.5, FactoredSum.of(tucker(mixed, false, random)));
    }

    private static Tucker tucker(List<Matrix> bases, boolean complex, SplitMix64 random) {
        int[] shape = bases.stream().mapToInt(Matrix::cols).toArray();
        Matrix core = Cases.gaussian(shape[0], shape[1] * shape[2], complex, random);
        return new Tucker(Tensor.fold(core, 0, shape), bases);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isTheDenseSumTimesTheAdjointBases(boolean complex) {
        FactoredSum sum = sum(complex);
        Tensor dense = Tensor.zeros(SIZES);
        for (FactoredSum.Term term : sum.terms()) {
            dense = dense.plus(term.value().toDense().times(term.coefficient()));
        }
        SplitMix64 random = new SplitMix64(8);
        List<Matrix> bases = new ArrayList<>();
        for (int n : SIZES) {
            bases.add(Cases.basis(n, n - 2, complex, random));
        }
        FactoredProjection projection = sum.onto(bases);
        for (int open = -1; open < 3; open++) {
            Tensor wanted = dense;
            for (int mode = 0; mode < 3; mode++) {
                wanted = mode == open ? wanted : wanted.timesMode(mode, bases.get(mode).adjoint());
            }
            Tensor found = open < 0 ? projection.closed() : projection.open(open).value();
            assertThat(found.minus(wanted).norm()).isLessThan(1e-13 * wanted.norm());
        }
        try (ForkJoinPool pool = new ForkJoinPool(2)) {
            assertThat(pool.submit(() -> sum.onto(bases).closed()).join())
                    .isEqualTo(projection.closed());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void nothingIsZeroOfTheRightShape(int open) {
        List<Matrix> bases = List.of(Matrix.zeros(6, 1), Matrix.zeros(5, 2), Matrix.zeros(4, 3));
        FactoredProjection nothing = new FactoredSum(List.of()).onto(bases);
        int[] shape = {1, 2, 3};
        assertThat(nothing.closed()).isEqualTo(Tensor.zeros(shape));
        shape[open] = SIZES[open];
        assertThat(nothing.open(open).value()).isEqualTo(Tensor.zeros(shape));
    }
}
