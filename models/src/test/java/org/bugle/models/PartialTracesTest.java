package org.bugle.models;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.stream.IntStream;

class PartialTracesTest {
    @ParameterizedTest
    @ValueSource(strings = {"((2 0) 1 (3 4))", "(0 (1 (2 (3 4))))", "(4 1 2 3 0)"})
    void areTheContractionsOfTheDenseTensor(String tree) {
        int[] shape = {2, 3, 2, 4, 2};
        SplitMix64 random = new SplitMix64(7);
        Tensor dense =
                Tensor.of(
                                Matrix.complex(
                                        Matrix.randomGaussian(96, 1, random),
                                        Matrix.randomGaussian(96, 1, random)))
                        .reshape(shape);
        List<Matrix> functionals =
                IntStream.of(shape).mapToObj(n -> Matrix.randomGaussian(1, n, random)).toList();
        PartialTraces traces =
                PartialTraces.of(
                        TreeTensor.ofDense(Tree.parse(tree), dense, Truncation.relative(1e-14)),
                        functionals);
        for (int site = 0; site < shape.length; site++) {
            Tensor left = dense;
            for (int other = 0; other < shape.length; other++) {
                left = other == site ? left : left.timesMode(other, functionals.get(other));
            }
            Matrix marginal = left.unfold(site);
            assertThat(traces.marginal(site).minus(marginal).norm())
                    .isLessThan(1e-12 * dense.norm());
            Matrix total = functionals.get(site).times(marginal);
            assertThat(total.at(0, 0).minus(traces.total()).abs()).isLessThan(1e-12 * dense.norm());
        }
    }
}
