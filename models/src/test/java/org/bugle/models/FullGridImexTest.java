package org.bugle.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.bugle.equation.split.SplitEquation;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.linalg.structured.Dense;
import org.bugle.substep.ImexTableau;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

class FullGridImexTest {
    static Stream<ImexTableau> all() {
        return Stream.of(
                ImexTableau.BE,
                ImexTableau.DIRK2,
                ImexTableau.DIRK3,
                ImexTableau.IMEX111,
                ImexTableau.IMEX222,
                ImexTableau.IMEX443);
    }

    @ParameterizedTest // spec `rail` §5.2: R(z) = 1 + z bᵀ(I − zA)⁻¹1
    @MethodSource("all")
    void everyModeHasItsAmplificationFactor(ImexTableau tableau) {
        Problem<?> problem = BoxPresets.modes(8, 0.25, 1.0 / 9);
        double h = 0.3;
        Tensor u =
                new FullGridImex(tableau, BoxPresets.equation(problem))
                        .step(BoxPresets.start(problem), 0, h);
        Tensor expected = BoxPresets.exact(problem, 0).times(0);
        for (int k = 1; k <= 2; k++) {
            int wave = k;
            double z = -k * k * h * (0.25 + 1.0 / 9);
            Tensor mode =
                    Tensor.generate(
                            new int[] {8, 8},
                            index -> {
                                double x = (index[0] + 0.5) * Math.PI / 4;
                                double y = (index[1] + 0.5) * Math.PI / 4;
                                return Math.sin(wave * x) * Math.sin(wave * y);
                            });
            expected = expected.plus(mode.times(amplification(tableau, z)));
        }
        assertThat(u.minus(expected).norm()).isLessThan(1e-14 * expected.norm());
    }

    /// The last stage of y′ = λy from 1, z = λh.
    private static double amplification(ImexTableau tableau, double z) {
        double[] stages = new double[tableau.stages() + 1];
        stages[0] = 1;
        for (int k = 1; k <= tableau.stages(); k++) {
            double known = 1;
            for (int l = 1; l < k; l++) {
                known += z * tableau.a(k, l) * stages[l];
            }
            stages[k] = known / (1 - z * tableau.a(k, k));
        }
        return stages[tableau.stages()];
    }

    static Stream<Problem<?>> advected() {
        return Stream.of(
                BoxPresets.waves(12, 1.0, 0.5),
                BoxPresets.burgers(12, 2, ViscousBurgers.Source.DECAYING),
                BoxPresets.burgers(8, 3, ViscousBurgers.Source.DECAYING));
    }

    @ParameterizedTest
    @MethodSource("advected")
    void errorsFallWithTheOrder(Problem<?> problem) {
        for (ImexTableau tableau :
                List.of(ImexTableau.IMEX111, ImexTableau.IMEX222, ImexTableau.IMEX443)) {
            FullGridImex method = new FullGridImex(tableau, BoxPresets.equation(problem));
            double[] errors = new double[2];
            for (int k = 0; k < 2; k++) {
                Tensor u = method.run(BoxPresets.start(problem), 0, 0.3, 12 << k);
                errors[k] = u.minus(BoxPresets.exact(problem, 0.3)).norm();
            }
            assertThat(Math.log(errors[0] / errors[1]) / Math.log(2))
                    .as(tableau.name())
                    .isCloseTo(tableau.order(), within(0.15));
        }
    }

    @Test // a source and a flux that depend on time, at the times of the stages
    void orderThreeAlsoWithCoefficientsOfTime() {
        Problem<?> problem =
                BoxPresets.rotation(
                        48, Rotation.Source.FIXED, List.of(0.0), BoxPresets.ABOUT_Z, 3, 0.7, 1.0);
        FullGridImex method = new FullGridImex(ImexTableau.IMEX443, BoxPresets.equation(problem));
        double[] errors = new double[2];
        for (int k = 0; k < 2; k++) {
            Tensor u = method.run(BoxPresets.start(problem), 0, 0.4, 32 << k);
            errors[k] = u.minus(BoxPresets.exact(problem, 0.4)).norm();
        }
        assertThat(Math.log(errors[0] / errors[1]) / Math.log(2)).isCloseTo(3, within(0.15));
    }

    @Test
    void aStiffPartThatIsNoCirculantIsRefused() {
        SplitEquation equation =
                new SplitEquation(
                        List.of(2, 2),
                        List.of(Optional.of(Dense.of(Matrix.identity(2))), Optional.empty()),
                        List.of(),
                        List.of());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FullGridImex(ImexTableau.BE, equation))
                .withMessage("FullGridImex: the operators of the stiff part must be circulants");
    }
}
