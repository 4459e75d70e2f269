package org.bugle.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.app.run.Plan;
import org.bugle.app.run.RunInput;
import org.bugle.app.run.Yardstick;
import org.bugle.lowrank.State;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.List;

/// One text, several integrators: all of them come to the exact solution, for two variables and for
/// three.
class OwnEquationConvergenceTest {
    private static double error(String file, String integrator, int steps) {
        RunInput input =
                RunInput.read(
                        Path.of("..", "examples", file),
                        List.of("integrator=" + integrator, "time.steps=" + steps));
        return error(Plan.of(input));
    }

    private static <Y extends State<Y>> double error(Plan<Y> plan) {
        Yardstick exact = Yardstick.of(plan).orElseThrow();
        return exact.deviation(plan.evolution().run().state()).relative();
    }

    /// `floor` is what truncation and grid leave: 2·10⁻⁶ by the tolerance for two variables, 3·10⁻⁵
    /// by the differences along z for three.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
"""
own-equation.yaml    | {name: rail, truncation: {relative: 1e-6}}                                | 4e-6
own-equation.yaml    | {name: augmented-bug, substep: exponential, truncation: {relative: 1e-6}} | 4e-6
own-equation.yaml    | {name: midpoint-bug, substep: exponential, truncation: {relative: 1e-6}}  | 4e-6
own-equation.yaml    | {name: parallel-bug, substep: exponential, truncation: {relative: 1e-6}}  | 4e-6
own-equation.yaml    | {name: bug, substep: exponential, rank: 9}                                | 4e-6
own-equation.yaml    | {name: projector-splitting, substep: exponential, rank: 9}                | 4e-6
own-equation-3d.yaml | {name: rail, truncation: {relative: 1e-6}}                                | 4e-5
own-equation-3d.yaml | {name: augmented-bug, substep: exponential, truncation: {relative: 1e-6}} | 4e-5
own-equation-3d.yaml | {name: midpoint-bug, substep: exponential, truncation: {relative: 1e-6}}  | 4e-5
own-equation-3d.yaml | {name: parallel-bug, substep: exponential, truncation: {relative: 1e-6}}  | 4e-5
own-equation-3d.yaml | {name: bug, substep: exponential, rank: 9}                                | 4e-5
own-equation-3d.yaml | {name: projector-splitting, substep: exponential, rank: 9}                | 4e-5
""")
    void everyIntegratorComesToTheSameSolution(String file, String integrator, double floor) {
        double coarse = error(file, integrator, 10);
        double fine = error(file, integrator, 20);
        assertThat(coarse).isLessThan(3e-2);
        assertThat(fine).isLessThan(Math.max(floor, 0.6 * coarse));
    }
}
