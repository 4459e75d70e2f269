package org.bugle.operator.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bugle.linalg.Complex;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.structured.Dense;
import org.bugle.linalg.structured.Diagonal;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.operator.Coefficient;
import org.bugle.operator.SeparableOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class ProductTermTest {
    static Stream<Tree> trees() {
        return Pairs.trees();
    }

    /// Five terms on random sites; one map is used by several of them.
    static List<ProductTerm> terms(List<Integer> sizes, long seed) {
        RandomGenerator random = new SplitMix64(seed);
        List<LinearMap> shared = new ArrayList<>();
        sizes.forEach(n -> shared.add(Dense.of(Pairs.random(n, n, true, random))));
        List<ProductTerm> terms = new ArrayList<>();
        for (int k = 0; k < 5; k++) {
            int site = k % sizes.size();
            int other = (site + 1 + k / 2) % sizes.size();
            Map<Integer, LinearMap> factors =
                    other == site
                            ? Map.of(site, shared.get(site))
                            : Map.of(site, shared.get(site), other, shared.get(other));
            terms.add(new ProductTerm(new Complex(1 + k, -0.5 * k), factors));
        }
        terms.add(ProductTerm.of(0.7, Map.of()));
        return terms;
    }

    static Matrix dense(List<Integer> sizes, List<ProductTerm> terms) {
        return terms.stream()
                .map(term -> Pairs.product(sizes, term.factors()).times(term.coefficient()))
                .reduce(Matrix::plus)
                .orElseThrow();
    }

    static List<Integer> sizes(int sites) {
        return IntStream.range(0, sites).mapToObj(i -> 2 + (i + 1) % 3 / 2).toList();
    }

    @ParameterizedTest
    @MethodSource("trees")
    void aSumOfProductsIsTheSumOfItsTerms(Tree tree) {
        List<Integer> sizes = sizes(tree.sites());
        List<ProductTerm> terms = terms(sizes, tree.hashCode());
        TreeOperator sum = TreeOperator.sumOfProducts(tree, sizes, terms);
        assertThat(Pairs.error(sum.toMatrix(), dense(sizes, terms))).isLessThan(1e-13);
        for (int site = 0; site < tree.sites(); site++) {
            assertThat(sum.leaf(site).dictionary()).hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test // A Y Bᵀ with B neither symmetric nor real; one term depends on time
    void aSeparableOperatorActsOnMatricesAsItself() {
        RandomGenerator random = new SplitMix64(1);
        Matrix a = Pairs.random(5, 5, true, random);
        Matrix b = Pairs.random(4, 4, true, random);
        SeparableOperator separable =
                SeparableOperator.zero(5, 4)
                        .both(Coefficient.of(t -> 2 * t), Dense.of(a), Dense.of(b))
                        .left(Coefficient.of(Complex.I), Dense.of(a))
                        .identity(Coefficient.of(3.0));
        LowRankMatrix y =
                LowRankMatrix.ofDense(Pairs.random(5, 4, true, random), Truncation.toRank(3));
        Matrix dense = y.toDense();
        Matrix wanted =
                a.times(dense)
                        .timesTranspose(b)
                        .times(1.4)
                        .plus(Complex.I, a.times(dense))
                        .plus(3, dense);
        TreeOperator operator = TreeOperator.of(separable, 0.7);
        for (TreeOperator same : List.of(operator, operator.rounded())) {
            Matrix found = same.apply(TreeTensor.of(y)).toLowRankMatrix().toDense();
            assertThat(Pairs.error(found, wanted)).isLessThan(1e-13);
        }
        assertThat(operator.maxRank()).isEqualTo(3);
        assertThat(operator.rounded().maxRank()).isEqualTo(2); // A and I, B and I
    }

    @Test
    void mistakesAreOneSentence() {
        Tree tree = Tree.balanced(3);
        ProductTerm term = ProductTerm.of(1, Map.of(3, Diagonal.of(1, 0)));
        assertThatThrownBy(() -> TreeOperator.sumOfProducts(tree, List.of(2, 2, 2), List.of(term)))
                .hasMessage("TreeOperator: there is no site 3 among the sites 0 to 2");
        assertThatThrownBy(() -> TreeOperator.sumOfProducts(tree, List.of(2, 2), List.of(term)))
                .hasMessage("TreeOperator: a tree of 3 sites needs as many sizes, found 2");
    }
}
