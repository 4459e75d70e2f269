package org.bugle.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bugle.app.config.Samples.SLAB;
import static org.bugle.app.config.Samples.bind;

import org.bugle.app.config.IntegratorSettings.AugmentedBug;
import org.bugle.app.config.Samples.Slab;
import org.junit.jupiter.api.Test;

import java.util.Optional;

class AssignmentTest {

    @Test
    void aValueIsReplacedOrAddedInOrder() {
        RunFile run =
                bind(
                        SLAB,
                        "parameters.cells=10",
                        "parameters.knudsen = 1e-6",
                        "seed=3",
                        "integrator.truncation.maxRank=",
                        "output.fields=[density, flux]",
                        "seed=4");
        assertThat(run.seed()).isEqualTo(4);
        assertThat(((Slab) run.parameters()).cells()).isEqualTo(10);
        assertThat(((Slab) run.parameters()).knudsen()).isEqualTo(1e-6);
        assertThat(((AugmentedBug) run.integrator()).truncation())
                .isEqualTo(new TruncationSettings.Tail(0, 1e-6, 1, Optional.empty()));
        assertThat(run.output().fields()).containsExactly("density", "flux");
    }

    @Test
    void anOptionOfABareWordKeepsTheWord() {
        RunFile run = bind(SLAB.replace("exponential", "heun"), "integrator.substep.steps=3");
        assertThat(((AugmentedBug) run.integrator()).substep())
                .isEqualTo(new SubstepSettings.Heun(3));
        RunFile renamed =
                bind(SLAB.replace("exponential", "heun"), "integrator.substep.name=krylov");
        assertThat(((AugmentedBug) renamed.integrator()).substep())
                .isEqualTo(new SubstepSettings.Krylov(1e-10));
    }

    @Test
    void aKeyThatTheFileLeavesOutIsOpened() {
        String without = SLAB.replace("  substep: exponential\n", "").replace("output:", "#");
        RunFile run = bind(without, "integrator.substep.steps=2", "output.every=5");
        assertThat(((AugmentedBug) run.integrator()).substep())
                .isEqualTo(new SubstepSettings.Rk4(2));
        assertThat(run.output().every()).contains(5);
    }

    private static void refused(String assignment, String message) {
        assertThatThrownBy(() -> bind(SLAB, assignment))
                .isInstanceOf(InputException.class)
                .hasMessage(message);
    }

    @Test
    void aMistakeNamesTheAssignment() {
        refused(
                "integrator.rank=0",
                "--set integrator.rank: integrator.rank must be a whole number ≥ 1, found 0");
        refused(
                "integrator.rnak=3",
                "--set integrator.rnak: integrator.rnak is no key; did you mean 'rank'? allowed:"
                        + " rank, truncation, substep, pointwise");
        refused(
                "time={end: 1, step: 3}",
                "--set time: time.step is no key; did you mean 'steps'? allowed: end, steps,"
                        + " tolerance");
        refused("time={end: 1, end: 2}", "--set time: end is given twice");
        refused("seed", "--set seed: no value is given; write --set key=value");
        refused("=3", "--set '=3': a key is empty; write --set key=value");
        refused("a..b=3", "--set 'a..b=3': a key is empty; write --set key=value");
        refused(
                "seed=[1",
                "--set seed: no valid YAML: expected ',' or ']', but got <stream end>; check"
                        + " indentation, colons, brackets and quotes");
        refused(
                "output.fields.first=a",
                "--set output.fields.first: output.fields is a list; set the whole list");
        refused(
                "parameters.cells.x=1",
                "--set parameters.cells.x: parameters.cells must be a whole number in [2, 1000000],"
                        + " found a mapping");
        refused("seed=", "--set seed: seed has no value; it must be a whole number");
    }
}
