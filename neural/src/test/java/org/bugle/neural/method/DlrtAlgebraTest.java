package org.bugle.neural.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bugle.neural.method.TuckerRuns.W;
import static org.bugle.neural.method.TuckerRuns.kernel;
import static org.bugle.neural.method.TuckerRuns.rng;
import static org.bugle.neural.method.TuckerRuns.state;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Basis;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.bugle.neural.weight.Gradient;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/// Test A of spec `tucker-conv`: one weight and one gradient G, given in full.
class DlrtAlgebraTest {
    /// What the spec prints of its figures.
    private static final double PRINTED = 1e-11;

    private final SplitMix64 random = rng(1);
    private final Tucker factors = Draws.tucker(random, List.of(6, 5, 3, 3), List.of(3, 2, 2, 2));
    private final Array images = Draws.normals(random, List.of(4, 5, 8, 8), 1);
    private final Array g = Draws.normals(random, List.of(6, 5, 3, 3), 1);
    private final Gradient.OfFactors seen = seen();

    /// ½‖W − A‖² has the gradient G at W = A + G.
    private Gradient.OfFactors seen() {
        Array target = Array.of(factors.toDense()).plus(-1, g);
        return Quadratic.of(W, target)
                .evaluate(state(kernel(factors)).weights(), Map.of(W, Wanted.FACTORS))
                .factors(W);
    }

    private Qr qr(int mode) {
        return Qr.of(factors.core().unfold(mode).adjoint());
    }

    @Test
    void theWeightIsTheSpecs() {
        Tensor w = factors.toDense();
        assertThat(w.norm()).isCloseTo(4.59461402378, within(PRINTED));
        assertThat(w.get(0, 0, 0, 0)).isCloseTo(-0.040263385357, within(PRINTED));
        assertThat(w.get(5, 4, 2, 2)).isCloseTo(0.0064005235682, within(PRINTED));
        assertThat(g.norm()).isCloseTo(15.2452335437, within(1e-10));
        assertThat(images.size()).isEqualTo(1280);
    }

    @Test
    void gradientsByCoreBasesAndK() {
        double[] byBasis = {7.40003282096, 7.86177875549, 5.25291681986, 3.55711546657};
        double[] byK = {3.09580987132, 2.38957348911, 1.98917616578, 1.21697817752};
        assertThat(seen.core().norm()).isCloseTo(4.43469359035, within(PRINTED));
        for (int i = 0; i < 4; i++) {
            assertThat(seen.byBasis(i, factors.core()).norm())
                    .isCloseTo(byBasis[i], within(PRINTED));
            assertThat(seen.byK(i, qr(i).q()).norm()).isCloseTo(byK[i], within(PRINTED));
        }
    }

    @Test // ∇_U = ∇_K Sᵀ and S Qᵀ = Mat(C)
    void theTwoFormsOfTheDirectionsBelongTogether() {
        for (int i = 0; i < 4; i++) {
            Matrix s = qr(i).r().adjoint();
            Matrix byK = seen.byK(i, qr(i).q());
            assertThat(byK.timesAdjoint(s).minus(seen.byBasis(i, factors.core())).norm())
                    .isLessThan(1e-13);
            assertThat(s.timesAdjoint(qr(i).q()).minus(factors.core().unfold(i)).norm())
                    .isLessThan(1e-14);
        }
    }

    /// P(W)G = (G ×_i U_iᵀ) ×_i U_i + Σ_i Ten_i((I − U_iU_iᵀ) M_i Q_i Q_iᵀ) ×_{j≠i} U_j.
    private Tensor tangent(Gradient.OfFactors gradient) {
        Tensor sum = new Tucker(gradient.core(), factors.bases()).toDense();
        for (int i = 0; i < 4; i++) {
            Matrix q = qr(i).q();
            Matrix outside = Basis.outside(factors.bases().get(i), gradient.byK(i, q));
            int[] shape = factors.core().shape();
            shape[i] = outside.rows();
            Tensor part = Tensor.fold(outside.timesAdjoint(q), i, shape);
            for (int j = 0; j < 4; j++) {
                part = j == i ? part : part.timesMode(j, factors.bases().get(j));
            }
            sum = sum.plus(part);
        }
        return sum;
    }

    @Test
    void theTangentProjectionIsMadeOfTheSmallGradients() {
        Tensor once = tangent(seen);
        assertThat(once.norm()).isCloseTo(5.51888814633, within(PRINTED));
        Tensor twice = tangent(Gradient.OfFactors.ofAll(Array.of(once), kernel(factors)));
        assertThat(twice.minus(once).norm()).isLessThan(1e-13);
    }

    @Test
    void parametersAreCounted() {
        assertThat(kernel(factors).parameters()).isEqualTo(64);
        assertThat(kernel(factors).merged().size()).isEqualTo(270);
    }
}
