package org.bugle.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.app.config.Description.Row;
import org.bugle.models.parameter.Settings;
import org.junit.jupiter.api.Test;

import java.util.List;

class DescriptionTest {

    @Test
    void aProblemIsATableOfItsKeys() {
        Description slab = Description.of(Settings.of(Samples.Slab.class));
        assertThat(slab.name()).isEqualTo("radiative-transfer/slab");
        assertThat(slab.doc()).isEqualTo("Radiative transfer in a slab");
        assertThat(slab.rows())
                .contains(
                        row(
                                "cells",
                                "whole number",
                                "100",
                                "",
                                "in [2, 1000000]",
                                "Table 1",
                                "finite-volume cells"),
                        row(
                                "sigmaScattering",
                                "list of numbers",
                                "[1.0]",
                                "1/m",
                                "≥ 0",
                                "",
                                "scattering"),
                        row(
                                "moments",
                                "list of whole numbers",
                                "",
                                "",
                                "≥ 1",
                                "",
                                "moments per direction"),
                        row(
                                "initial",
                                "one of isotropic, ill-prepared",
                                "isotropic",
                                "",
                                "",
                                "",
                                "initial data"))
                .hasSize(9);
    }

    @Test
    void nestedKeysAreDottedAndRequiredOnesMarked() {
        assertThat(Description.of(Settings.of(Samples.Heat.class)).rows())
                .containsExactly(
                        row("box.length", "number", "required", "m", "> 0", "", "length"),
                        row("box.periodic", "true or false", "true", "", "", "", "periodic"));
    }

    @Test
    void theOptionsOfAChoiceFollowItOnceEach() {
        assertThat(Description.of(Settings.of(IntegratorSettings.Full.class)).rows())
                .extracting(row -> row.key() + " " + row.only())
                .containsExactly(
                        "substep []",
                        "substep.steps [euler, midpoint, heun, rk4]",
                        "substep.tolerance [dormand-prince]",
                        "substep.tolerance [krylov]");
    }

    private static Row row(
            String key,
            String type,
            String fallback,
            String unit,
            String range,
            String source,
            String doc) {
        return new Row(key, type, fallback, unit, range, source, doc, List.of());
    }
}
