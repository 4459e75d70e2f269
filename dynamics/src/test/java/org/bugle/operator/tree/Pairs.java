package org.bugle.operator.tree;

import org.bugle.linalg.Complex;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.structured.Dense;
import org.bugle.lowrank.tree.Tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Pair operators to test with, and what they mean as matrices.
final class Pairs {
    private Pairs() {}

    /// Trees of up to 7 sites: two sites, balanced, linear, ternary, mixed, permuted, a single
    /// site.
    static Stream<Tree> trees() {
        return Stream.of(
                Tree.balanced(2),
                Tree.parse("(1 0)"),
                Tree.balanced(5),
                Tree.balanced(7).withLeafOrder(4, 0, 6, 2, 5, 1, 3),
                Tree.linear(6),
                Tree.linear(5).withLeafOrder(4, 3, 0, 1, 2),
                Tree.mary(3, 7),
                Tree.mary(4, 6),
                Tree.star(4),
                Tree.parse("((3 (0 5)) (4 1) 2)"),
                Tree.balanced(1));
    }

    static Matrix random(int m, int n, boolean complex, RandomGenerator random) {
        Matrix re = Matrix.randomGaussian(m, n, random);
        return complex ? Matrix.complex(re, Matrix.randomGaussian(m, n, random)) : re;
    }

    /// One-site terms, a symmetric and a directed family; every site with maps of its own, sizes 2
    /// and 3.
    static PairHamiltonian random(int sites, boolean complex, long seed) {
        RandomGenerator random = new SplitMix64(seed);
        List<Integer> sizes = IntStream.range(0, sites).mapToObj(i -> 2 + i % 2).toList();
        List<List<LinearMap>> maps = new ArrayList<>();
        for (int k = 0; k < 4; k++) {
            List<LinearMap> ofSites = new ArrayList<>();
            sizes.forEach(n -> ofSites.add(Dense.of(random(n, n, complex, random))));
            maps.add(ofSites);
        }
        Couplings first = Couplings.of(random(sites, sites, complex, random));
        Couplings second = Couplings.of(random(sites, sites, complex, random));
        return PairHamiltonian.of(sizes)
                .withLocal(maps.get(0))
                .plus(PairFamily.of(first, maps.get(1)))
                .plus(new PairFamily(second, maps.get(2), maps.get(3)));
    }

    /// By Kronecker products of all terms, site 0 running fastest.
    static Matrix dense(PairHamiltonian h) {
        int n = h.sizes().stream().reduce(1, (a, b) -> a * b);
        Matrix sum = Matrix.zeros(n, n);
        for (int i = 0; i < h.sites(); i++) {
            if (h.local().get(i).isPresent()) {
                sum = sum.plus(product(h.sizes(), Map.of(i, h.local().get(i).get())));
            }
            for (int j = i + 1; j < h.sites(); j++) {
                for (PairFamily family : h.families()) {
                    Complex beta = family.beta().at(i, j);
                    var factors = Map.of(i, family.left().get(i), j, family.right().get(j));
                    sum = sum.plus(product(h.sizes(), factors).times(beta));
                }
            }
        }
        return sum;
    }

    static Matrix product(List<Integer> sizes, Map<Integer, ? extends LinearMap> factors) {
        Matrix result = Matrix.identity(1);
        for (int site = 0; site < sizes.size(); site++) {
            Matrix one = Matrix.identity(sizes.get(site));
            LinearMap map = factors.get(site);
            result = kronecker(map == null ? one : map.apply(one), result);
        }
        return result;
    }

    private static Matrix kronecker(Matrix a, Matrix b) {
        return Matrix.generateComplex(
                a.rows() * b.rows(),
                a.cols() * b.cols(),
                (i, j) -> a.at(i / b.rows(), j / b.cols()).times(b.at(i % b.rows(), j % b.cols())));
    }

    /// ‖A − B‖/‖B‖.
    static double error(Matrix a, Matrix b) {
        double size = b.norm();
        return a.minus(b).norm() / (size == 0 ? 1 : size);
    }
}
