package org.bugle.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bugle.linalg.Complex;
import org.bugle.linalg.Eigen;
import org.bugle.linalg.Expm;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.models.spin.SpinMatrices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

class LindbladSpinsTest {
    private static final int SITES = 3;

    private static Matrix at(int site, Matrix a) {
        return SpinPresets.kronecker(SITES, 2, Map.of(site, a));
    }

    /// The density matrix 8×8, site 0 running fastest, of a vectorised one.
    private static Matrix density(TreeTensor y) {
        return Matrix.generateComplex(
                8,
                8,
                (row, col) -> {
                    int[] index = new int[SITES];
                    for (int site = 0; site < SITES; site++) {
                        index[site] = 2 * (row >> site & 1) + (col >> site & 1);
                    }
                    return y.entry(index);
                });
    }

    private static Matrix rightHandSide(Matrix rho) {
        Matrix h = Matrix.zeros(8, 8);
        Matrix sum = Matrix.zeros(8, 8);
        for (int i = 0; i < SITES; i++) {
            h = h.plus(0.4, at(i, SpinMatrices.X)).plus(-2, at(i, SpinMatrices.UP));
            for (int j = i + 1; j < SITES; j++) {
                Matrix nn =
                        SpinPresets.kronecker(
                                SITES, 2, Map.of(i, SpinMatrices.UP, j, SpinMatrices.UP));
                h = h.plus(1.5 / (j - i), nn);
            }
            sum = sum.plus(dissipated(at(i, SpinMatrices.JUMP), rho));
            sum = sum.plus(0.1, dissipated(at(i, SpinMatrices.Z), rho));
        }
        return sum.plus(new Complex(0, -1), h.times(rho).minus(rho.times(h)));
    }

    private static Matrix dissipated(Matrix jump, Matrix rho) {
        Matrix decay = jump.adjointTimes(jump);
        return jump.times(rho)
                .timesAdjoint(jump)
                .minus(decay.times(rho).plus(rho.times(decay)).times(0.5));
    }

    @ParameterizedTest // ρ is not Hermitian: all parts of the superoperators count
    @ValueSource(strings = {"balanced", "(2 0 1)", "((0 2) 1)"})
    void rightHandSideIsLindblads(String tree) {
        TreeProblem chain = SpinPresets.lindblad(SITES, tree, 1.5).problem(1);
        TreeTensor y = SpinPresets.random(chain.tree(), 4, 3);
        Matrix image = rightHandSide(density(y));
        assertThat(density(chain.equation().evaluate(0, y)).minus(image).norm())
                .isLessThan(1e-13 * image.norm());
    }

    @Test
    void startIsAPureProductState() {
        TreeProblem chain = SpinPresets.lindblad(SITES, "balanced", 1.5).problem(1);
        Matrix rho = density(chain.start().full());
        assertThat(rho.times(rho).minus(rho).norm()).isLessThan(1e-15);
        assertThat(SpinPresets.value(chain, "trace", chain.start().full()))
                .isCloseTo(1, within(1e-15));
        assertThat(SpinPresets.value(chain, "magnetisation", chain.start().full()))
                .isCloseTo(Math.cos(1), within(1e-15));
    }

    @Test
    void observablesAreTracesWithTheDensity() {
        TreeProblem chain = SpinPresets.lindblad(SITES, "balanced", 1.5).problem(1);
        TreeTensor y = SpinPresets.random(chain.tree(), 4, 4);
        Matrix rho = density(y);
        double size = rho.norm();
        assertThat(SpinPresets.value(chain, "trace", y))
                .isCloseTo(rho.trace().re(), within(1e-13 * size));
        assertThat(SpinPresets.value(chain, "hermiticity", y))
                .isCloseTo(rho.minus(rho.adjoint()).norm(), within(1e-13 * size));
        Matrix zz = SpinPresets.kronecker(SITES, 2, Map.of(0, SpinMatrices.Z, 2, SpinMatrices.Z));
        assertThat(SpinPresets.value(chain, "correlation", y))
                .isCloseTo(zz.times(rho).trace().re(), within(1e-13 * size));
        Matrix sites = SpinPresets.field(chain, "magnetisation", y);
        for (int site = 0; site < SITES; site++) {
            double value = at(site, SpinMatrices.Z).times(rho).trace().re();
            assertThat(sites.get(site, 0)).isCloseTo(value, within(1e-13 * size));
        }
    }

    @Test // and every state goes to the only one that stays
    void referenceKeepsTraceAndHermiticityAndGoesToTheSteadyState() {
        TreeProblem chain = SpinPresets.lindblad(SITES, "balanced", 1.5).problem(1);
        TreeTensor late = SpinPresets.exact(chain, 60);
        assertThat(SpinPresets.value(chain, "trace", late)).isCloseTo(1, within(1e-11));
        assertThat(SpinPresets.value(chain, "hermiticity", late)).isLessThan(1e-11);
        assertThat(chain.equation().evaluate(0, late).norm()).isLessThan(1e-10);
        assertThat(Eigen.hermitian(hermitian(density(late))).values().getFirst())
                .isGreaterThan(-1e-11);
    }

    private static Matrix hermitian(Matrix a) {
        return a.plus(a.adjoint()).times(0.5);
    }

    @Test
    void referenceIsTheExponentialOfTheDenseLindbladian() {
        TreeProblem chain = SpinPresets.lindblad(SITES, "linear", 1.5).problem(1);
        Matrix columns = Matrix.zerosComplex(64, 0);
        for (int k = 0; k < 64; k++) {
            int place = k;
            Matrix unit = Matrix.generate(8, 8, (i, j) -> i + 8 * j == place ? 1 : 0);
            Matrix image = rightHandSide(unit);
            columns =
                    Matrix.hcat(
                            columns,
                            Matrix.ofComplexColumnMajor(64, 1, image.toComplex().toArray()));
        }
        Matrix start = density(chain.start().full()).toComplex();
        Matrix exact =
                Expm.of(columns.times(0.7))
                        .times(Matrix.ofComplexColumnMajor(64, 1, start.toArray()));
        Matrix found = density(SpinPresets.exact(chain, 0.7)).toComplex();
        assertThat(Matrix.ofComplexColumnMajor(64, 1, found.toArray()).minus(exact).norm())
                .isLessThan(1e-11);
    }

    @Test
    void aDensityOfMoreThanEightSpinsHasNoReference() {
        assertThat(SpinPresets.lindblad(9, "balanced", 2).problem(1).reference())
                .isEqualTo(new Reference.None<TreeTensor>());
        assertThat(List.of(SpinPresets.lindblad(9, "balanced", 2).problem(1).rank()))
                .containsExactly(16);
    }
}
