package org.bugle.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bugle.app.config.Samples.SLAB;
import static org.bugle.app.config.Samples.bind;

import org.bugle.app.config.IntegratorSettings.AugmentedBug;
import org.bugle.app.config.IntegratorSettings.Bug;
import org.bugle.app.config.IntegratorSettings.MidpointBug;
import org.bugle.app.config.IntegratorSettings.Pointwise;
import org.bugle.app.config.Samples.Box;
import org.bugle.app.config.Samples.Heat;
import org.bugle.app.config.Samples.Initial;
import org.bugle.app.config.Samples.Slab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;

class BinderTest {

    @Test
    void whatTheFileLeavesOutIsFilledInFromTheDefaults() {
        Slab slab =
                new Slab(
                        1000,
                        1.0,
                        List.of(1.0),
                        Optional.empty(),
                        "none",
                        Initial.ILL_PREPARED,
                        Double.POSITIVE_INFINITY,
                        List.of(),
                        1);
        AugmentedBug integrator =
                new AugmentedBug(
                        Optional.empty(),
                        new TruncationSettings.Tail(0, 1e-6, 1, Optional.of(40)),
                        new SubstepSettings.Exponential(),
                        Pointwise.AUTO);
        assertThat(bind(SLAB))
                .isEqualTo(
                        new RunFile(
                                "radiative-transfer/slab",
                                slab,
                                integrator,
                                new RunFile.Time(1.0, Optional.of(200), Optional.empty()),
                                "auto",
                                Optional.empty(),
                                Optional.empty(),
                                1,
                                new RunFile.Output(
                                        List.of("density"), Optional.of(20), Optional.empty()),
                                List.of()));
    }

    /// A slab's run file with this line as the only parameter.
    private static Slab slab(String line) {
        return (Slab) bind(SLAB.replace("cells: 1000", line)).parameters();
    }

    @ParameterizedTest
    @CsvSource({
        "1e-6, 1e-6",
        "1.0e-6, 1e-6",
        "1E-6, 1e-6",
        "+1.5, 1.5",
        ".5, 0.5",
        "3., 3",
        "7, 7",
        "010, 10",
    })
    void numbersAreReadAsAScientistWritesThem(String text, double value) {
        assertThat(slab("knudsen: " + text).knudsen()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000", "1e3", "1000.0", "1.0e+3", "10000e-1"})
    void aWholeNumberMayBeWrittenAsAnyNumber(String text) {
        assertThat(slab("cells: " + text).cells()).isEqualTo(1000);
        assertThat(slab("collisions: " + text).collisions()).isEqualTo(1000);
    }

    @Test
    void aLongKeepsAllItsDigits() {
        assertThat(slab("collisions: 9007199254740993").collisions()).isEqualTo(9007199254740993L);
    }

    @ParameterizedTest
    @CsvSource({".inf, Infinity", "inf, Infinity", ".Inf, Infinity", ".nan, NaN", "NaN, NaN"})
    void nonFiniteNumbersAreReadWhereTheyAreAllowed(String text, double value) {
        assertThat(List.of(slab("cutOff: " + text).cutOff())).containsExactly(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "1.0", "1e-6", "true", "\"none\"", "x^2/2"})
    void textIsNeverTurnedIntoSomethingElse(String text) {
        assertThat(slab("potential: " + text).potential()).isEqualTo(text.replace("\"", ""));
    }

    @Test
    void oneValueIsAListOfOne() {
        assertThat(slab("sigmaScattering: 2").sigmaScattering()).containsExactly(2.0);
        assertThat(slab("moments: 4").moments()).contains(List.of(4));
        assertThat(slab("moments: [4, 1e1]").moments()).contains(List.of(4, 10));
    }

    @Test
    void anEmptyOptionalKeyAndEmptyParametersMeanTheDefaults() {
        assertThat(slab("moments:").moments()).isEmpty();
        assertThat(bind(SLAB, "parameters=")).isEqualTo(bind(SLAB, "parameters={}"));
    }

    @Test
    void aNestedRecordIsBound() {
        String text = "problem: heat/box\nparameters: {box: {length: 2}}\n";
        assertThat(bind(text + "integrator: full\ntime: {end: 1, tolerance: 1e-3}").parameters())
                .isEqualTo(new Heat(new Box(2, true)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dormand-prince",
                "{name: dormand-prince}",
                "{name: dormand-prince, tolerance: 1e-10}"
            })
    void aSubstepIsAWordOrAMapping(String substep) {
        AugmentedBug bug = (AugmentedBug) bind(SLAB, "integrator.substep=" + substep).integrator();
        assertThat(bug.substep()).isEqualTo(new SubstepSettings.DormandPrince(1e-10));
    }

    @Test
    void aMappingWithoutANameMeansTheDefaultSubstep() {
        Bug bug =
                (Bug)
                        bind(SLAB, "integrator={name: bug, rank: 3, substep: {steps: 4}}")
                                .integrator();
        assertThat(bug).isEqualTo(new Bug(3, new SubstepSettings.Rk4(4), Pointwise.AUTO));
    }

    @Test
    void theMidpointVariantsTakeRk4AndTheExplicitOneNothing() {
        MidpointBug main = (MidpointBug) bind(SLAB, "integrator=midpoint-bug").integrator();
        assertThat(main.variant()).isEmpty(); // 4r for a matrix, the only one on a tree
        assertThat(main.substep()).contains(new SubstepSettings.Rk4(1));
        MidpointBug explicit =
                (MidpointBug)
                        bind(SLAB, "integrator={name: midpoint-bug, variant: explicit}")
                                .integrator();
        assertThat(explicit.substep()).isEmpty();
    }

    @Test
    void equalRanksKeepTheRankFixedWithoutATolerance() {
        AugmentedBug bug =
                (AugmentedBug)
                        bind(SLAB, "integrator.truncation={minRank: 5, maxRank: 5}").integrator();
        assertThat(bug.truncation())
                .isEqualTo(new TruncationSettings.Tail(0, 0, 5, Optional.of(5)));
    }

    private static void refused(String text, String message, String... assignments) {
        assertThatThrownBy(() -> bind(text, assignments))
                .isInstanceOf(InputException.class)
                .hasMessage(message);
    }

    @Test
    void anUnknownKeyIsRefusedWithTheNearest() {
        refused(
                SLAB.replace("relative", "relativ"),
                "run.yaml:7: integrator.truncation.relativ is no key; did you mean 'relative'?"
                        + " allowed: absolute, relative, minRank, maxRank");
        refused(
                SLAB.replace("time:", "tiem:"),
                "run.yaml:9: tiem is no key; did you mean 'time'? allowed: problem, parameters,"
                        + " integrator, time, reference, initial, initialDigest, seed, output,"
                        + " plugins");
        refused(
                SLAB.replace("every", "colour"),
                "run.yaml:10: output.colour is no key; allowed: fields, every, checkpoint");
        refused(
                SLAB.replace("relative: 1e-6, maxRank", "relative: 1e-6, max_rank"),
                "run.yaml:7: integrator.truncation.max_rank is no key; did you mean 'maxRank'?"
                        + " allowed: absolute, relative, minRank, maxRank");
    }

    @Test
    void aKeyOfAnotherIntegratorOrSubstepIsSentThere() {
        refused(
                SLAB.replace("augmented-bug", "bug"),
                "run.yaml:7: integrator.truncation is no key of bug; augmented-bug, midpoint-bug,"
                        + " parallel-bug, gap, randomized-rk, rail have it; allowed: rank,"
                        + " substep, pointwise");
        refused(
                SLAB.replace("exponential", "{name: exponential, tolerance: 1}"),
                "run.yaml:8: integrator.substep.tolerance is no key of exponential; dormand-prince,"
                        + " krylov have it; allowed: none");
        refused(
                SLAB.replace("name: augmented-bug", "name: augmented-bug\n  variant: 3r"),
                "run.yaml:7: integrator.variant is no key of augmented-bug; midpoint-bug, gap have"
                        + " it; allowed: rank, truncation, substep, pointwise");
    }

    @Test
    void gapIsFixedUnlessATruncationIsGiven() {
        IntegratorSettings.Gap fixed =
                (IntegratorSettings.Gap) bind(SLAB, "integrator=gap").integrator();
        assertThat(fixed.variant()).contains(IntegratorSettings.GapVariant.FIXED);
        assertThat(fixed.truncation()).isEmpty();
        IntegratorSettings.Gap augmented =
                (IntegratorSettings.Gap)
                        bind(SLAB, "integrator={name: gap, truncation: {relative: 1e-6}}")
                                .integrator();
        assertThat(augmented.variant()).contains(IntegratorSettings.GapVariant.AUGMENTED);
        IntegratorSettings.Gap conservative =
                (IntegratorSettings.Gap)
                        bind(SLAB, "integrator={name: gap, variant: conservative}").integrator();
        assertThat(conservative.truncation())
                .contains(new TruncationSettings.Tail(0, 1e-8, 1, Optional.empty()));
        assertThatThrownBy(() ->
                        bind(
                                SLAB,
                                "integrator={name: gap, variant: fixed, truncation: {relative:"
                                        + " 1e-6}}"))
                .hasMessageContaining("the variant fixed keeps its rank; leave truncation out");
        assertThatThrownBy(() ->
                        bind(SLAB, "integrator={name: gap, variant: conservative, sequence: kl}"))
                .hasMessageContaining(
                        "the variant conservative keeps moments of the columns and wants sequence"
                                + " lk, found kl");
    }

    @Test
    void anUnknownNameIsRefusedWithTheNearest() {
        refused(
                SLAB.replace("augmented-bug", "augmentd-bug"),
                "run.yaml:6: integrator.name is 'augmentd-bug'; did you mean 'augmented-bug'?"
                        + " allowed: projector-splitting, bug, augmented-bug, midpoint-bug,"
                        + " parallel-bug, projected-rk, retraction-euler, afe, prh, aprh, chart-rk,"
                        + " gap, … (15 in all)");
        refused(
                SLAB.replace("exponential", "rk5"),
                "run.yaml:8: integrator.substep is 'rk5'; did you mean 'rk4'? allowed: euler,"
                        + " midpoint, heun, rk4, dormand-prince, implicit-euler, dirk2, dirk3,"
                        + " exponential, krylov");
        refused(
                SLAB.replace("{relative", "{rule: tial, relative"),
                "run.yaml:7: integrator.truncation.rule is 'tial'; did you mean 'tail'? allowed:"
                        + " tail, threshold, weighted, published, l1, conserving");
        refused(
                SLAB.replace("transfer/slab", "transfer/slap"),
                "run.yaml:1: problem is 'radiative-transfer/slap'; did you mean"
                        + " 'radiative-transfer/slab'? allowed: radiative-transfer/slab, heat/box");
        refused(
                SLAB.replace("radiative-transfer/slab", "slab"),
                "run.yaml:1: problem is 'slab'; did you mean 'radiative-transfer/slab'? allowed:"
                        + " radiative-transfer/slab, heat/box");
        refused(
                SLAB.replace("ill-prepared", "ill_prepared"),
                "run.yaml:4: parameters.initial is 'ill_prepared'; did you mean 'ill-prepared'?"
                        + " allowed: isotropic, ill-prepared");
        refused(
                SLAB + "reference: ful",
                "run.yaml:11: reference is 'ful'; did you mean 'full'? allowed: auto, none, full,"
                        + " exact, estimate, *.h5");
        refused(
                SLAB,
                "--set integrator: integrator.block is 'x'; allowed: k, euler",
                "integrator={name: parallel-bug, block: x}");
        assertThat(bind(SLAB + "reference: runs/a.h5").reference()).isEqualTo("runs/a.h5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cells: many | cells must be a whole number in [2, 1000000], found 'many'",
                "cells: 2.5 | cells must be a whole number in [2, 1000000], found 2.5",
                "cells: \"5\" | cells must be a whole number in [2, 1000000], found the text '5'",
                "cells: [5] | cells must be a whole number in [2, 1000000], found a list",
                "cells: {a: 5} | cells must be a whole number in [2, 1000000], found a mapping",
                "cells: | cells has no value; it must be a whole number in [2, 1000000]",
                "cells: 1 | cells must be a whole number in [2, 1000000], found 1",
                "cells: 1000001 | cells must be a whole number in [2, 1000000], found 1000001",
                "cells: 3e9 | cells must be a whole number in [2, 1000000], found 3e9, which needs"
                        + " more than 32 bits",
                "cells: 1e99999999999 | cells must be a whole number in [2, 1000000], found"
                        + " 1e99999999999",
                "cells: 0x10 | cells must be a whole number in [2, 1000000], found '0x10'",
                "collisions: 1e19 | collisions must be a whole number ≥ 0, found 1e19, which needs"
                        + " more than 64 bits",
                "knudsen: 0 | knudsen must be a number > 0, found 0",
                "knudsen: 1d | knudsen must be a number > 0, found '1d'",
                "knudsen: true | knudsen must be a number > 0, found 'true'",
                "knudsen: .nan | knudsen must be a number > 0, found .nan, which is not finite",
                "knudsen: -inf | knudsen must be a number > 0, found -inf, which is not finite",
                "knudsen: 1e999 | knudsen must be a number > 0, found 1e999, which is not finite",
                "cutOff: -.inf | cutOff must be a number ≥ 0, found -.inf",
                "sigmaScattering: [1, -1] | sigmaScattering[1] must be a number ≥ 0, found -1",
                "sigmaScattering: {a: 1} | sigmaScattering must be a number ≥ 0, found a mapping",
                "potential: [a] | potential must be text, found a list",
                "initial: [isotropic] | initial must be one of isotropic, ill-prepared, found a"
                        + " list",
            })
    void aValueOfTheWrongTypeOrOutOfRangeIsRefused(String line, String rest) {
        refused(
                SLAB.replace("cells: 1000", line).replace("  initial: ill-prepared\n", ""),
                "run.yaml:3: parameters." + rest);
    }

    @Test
    void aMissingKeyIsNamedWithWhatItMustBe() {
        refused(
                "problem: heat/box\nparameters:\n  box: {periodic: false}\n",
                "run.yaml:3: parameters.box.length is missing; it must be a number > 0");
        refused(
                "seed: 3\n",
                "run.yaml:1: problem is missing; it must be one of radiative-transfer/slab,"
                        + " heat/box");
        refused(
                SLAB.replace("{end: 1.0, ", "{"),
                "run.yaml:9: time.end is missing; it must be a number > 0");
        refused(
                SLAB.replace("name: augmented-bug\n  ", ""),
                "run.yaml:5: integrator.name is missing; it must be one of projector-splitting,"
                        + " bug, augmented-bug, midpoint-bug, parallel-bug, projected-rk,"
                        + " retraction-euler, afe, prh, aprh, chart-rk, gap, … (15 in all)");
        refused(
                "problem: radiative-transfer/slab\nintegrator: bug",
                "run.yaml:2: integrator.rank is missing; it must be a whole number ≥ 1");
    }

    @Test
    void aMappingInTheWrongPlaceIsRefused() {
        refused(
                SLAB.replace("{end: 1.0, steps: 200}", "5"),
                "run.yaml:9: time must be a mapping, found 5");
        refused(
                SLAB.replace("exponential", "[rk4]"),
                "run.yaml:8: integrator.substep must be one of euler, midpoint, heun, rk4,"
                        + " dormand-prince, implicit-euler, dirk2, dirk3, exponential, krylov,"
                        + " found a list");
        refused(
                "problem: heat/box\nparameters: {box: {length: 1, periodic: yes}}",
                "run.yaml:2: parameters.box.periodic must be true or false, found 'yes'");
        refused(
                SLAB.replace("name: augmented-bug", "name: [bug]"),
                "run.yaml:6: integrator.name must be one of projector-splitting, bug,"
                        + " augmented-bug, midpoint-bug, parallel-bug, projected-rk,"
                        + " retraction-euler, afe, prh, aprh, chart-rk, gap, … (15 in all), found a"
                        + " list");
    }

    @Test
    void rulesBetweenKeysAreTheRecordsOwn() {
        for (String none : List.of("{}", "tail", "threshold", "{minRank: 2}", "{relative: 0}")) {
            refused(
                    SLAB.replace("{relative: 1e-6, maxRank: 40}", none),
                    "run.yaml:7: integrator.truncation: with tolerance 0 and no maxRank the rank"
                            + " grows without limit; give absolute, relative or maxRank (minRank ="
                            + " maxRank keeps the rank fixed)");
        }
        refused(
                SLAB.replace("{relative: 1e-6,", "{minRank: 41,"),
                "run.yaml:7: integrator.truncation: minRank must be at most maxRank = 40, found"
                        + " 41");
        refused(
                SLAB.replace("steps: 200", "steps: 200, tolerance: 1e-3"),
                "run.yaml:9: time: steps and tolerance exclude each other; give steps for equal"
                        + " steps or tolerance for adaptive ones");
        refused(
                SLAB.replace(", steps: 200", ""),
                "run.yaml:9: time: neither steps nor tolerance is given; give steps for equal"
                        + " steps or tolerance for adaptive ones");
        refused(
                SLAB,
                "--set integrator: integrator: the variant explicit has its own formulas; leave"
                        + " substep out",
                "integrator={name: midpoint-bug, variant: explicit, substep: rk4}");
        refused(
                SLAB,
                "--set integrator: integrator: the tableau heun has order 2, found order 3; leave"
                        + " one of them out",
                "integrator={name: projected-rk, rank: 4, tableau: heun, order: 3}");
        refused(
                SLAB,
                "--set integrator: integrator: the tableau rk4 has order 4, found order 1; leave"
                        + " one of them out",
                "integrator={name: chart-rk, rank: 4, tableau: rk4, order: 1}");
        refused(
                SLAB,
                "--set integrator: integrator: stageRank must be one number, or one for each of the"
                        + " 3 stages of rk4 after the first, found [2, 3]",
                "integrator={name: randomized-rk, stageRank: [2, 3]}");
        refused(
                SLAB,
                "--set integrator: integrator: oversampling must be one number or [p, l], found 3"
                        + " numbers",
                "integrator={name: randomized-rk, oversampling: [2, 3, 3]}");
    }
}
