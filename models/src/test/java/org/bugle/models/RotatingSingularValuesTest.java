package org.bugle.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.models.RotatingSingularValues.Form;
import org.bugle.models.RotatingSingularValues.Generator;
import org.bugle.models.RotatingSingularValues.Scaling;
import org.bugle.substep.Substep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;

class RotatingSingularValuesTest {
    /// S1 of the spec `ttn`.
    static final MatrixProblem S1 =
            new RotatingSingularValues(
                            20,
                            0.5,
                            Form.FIELD,
                            Generator.WAVES,
                            List.of(1.0, 0.0, 1.0),
                            List.of(2.0, 0.0, 2.0),
                            Scaling.FROBENIUS)
                    .problem(1);

    static final LowRankMatrix EXACT = Methods.exact(S1, 1);

    @ParameterizedTest
    @CsvSource({
        "8, 10, 7.8810322069e-3, 6.1304716748e-3, 6.1304776725e-3, 7.8935246271e-3,"
                + " 3.6297455765e-2",
        "8, 20, 6.6125384180e-3, 6.1304714799e-3, 6.1304718231e-3, 6.6144643964e-3,"
                + " 1.9390640198e-2",
        "16, 10, 1.8282170720e-3, 2.3941778e-5, 2.3956018e-5, 1.6595428473e-3, 6.3295958534e-3",
        "16, 20, 9.1375795675e-4, 2.3900545e-5, 2.3900574e-5, 9.1627096396e-4, 4.0276902050e-3",
        "16, 40, 4.5734877396e-4, 2.3900338e-5, 2.3900338e-5, 4.5783605212e-4, 2.9898540930e-3",
    })
    void s1(
            int rank,
            int steps,
            double fixed,
            double ksl,
            double adaptive,
            double k,
            double euler) {
        assertError(rank, steps, "bug", fixed);
        assertError(rank, steps, "lie", ksl);
        assertError(rank, steps, "augmented", adaptive);
        assertError(rank, steps, "parallel-1", k);
        assertError(rank, steps, "parallel-euler", euler);
    }

    /// The spec's digits come out to 10⁻⁶.
    private static void assertError(int rank, int steps, String method, double figure) {
        Truncation truncation = new Truncation.Tail(1e-14, 0, 1, rank);
        LowRankMatrix start = S1.start().ofRank(rank);
        var integrator = Methods.of(method, truncation, Substep.rk4());
        assertThat(Methods.run(S1, start, integrator, steps).distance(EXACT))
                .as(method)
                .isCloseTo(figure, Percentage.withPercentage(1e-4));
    }

    @ParameterizedTest // best errors of `retractions` R4
    @EnumSource(Form.class)
    void exactSolutionHasTheSingularValuesOfItsStart(Form form) {
        MatrixProblem rotating = Presets.rotating(100, form);
        LowRankMatrix exact = Methods.exact(rotating, 1);
        assertThat(exact.norm()).isCloseTo(1.56940075, within(5e-9));
        assertThat(Methods.best(exact, 8)).isCloseTo(6.1305e-3, within(5e-8));
        assertThat(Methods.best(exact, 16)).isCloseTo(2.3947e-5, within(5e-10));
        LowRankMatrix full = FullReference.ofTightTolerance().at(rotating, 1);
        assertThat(full.distance(exact)).isLessThan(1e-11);
    }

    @Test
    void theTridiagonalGeneratorNeedsNoDenseMatrix() {
        MatrixProblem small = tridiagonal(30).problem(1);
        LowRankMatrix full = FullReference.ofTightTolerance().at(small, 1);
        assertThat(full.distance(Methods.exact(small, 1))).isLessThan(1e-11);
    }

    static RotatingSingularValues tridiagonal(int points) {
        return new RotatingSingularValues(
                points,
                0.5,
                Form.FIELD,
                Generator.TRIDIAGONAL,
                List.of(0.0, 0.0, 0.0),
                List.of(0.0, 0.0, 0.0),
                Scaling.SPECTRAL);
    }

    @Test
    void denseGeneratorsOfManyPointsAreRefused() {
        assertThatThrownBy(() -> Presets.rotating(5000, Form.FIELD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "generator waves fills dense matrices of at most 4000 points, found 5000;"
                                + " choose generator: tridiagonal");
    }
}
