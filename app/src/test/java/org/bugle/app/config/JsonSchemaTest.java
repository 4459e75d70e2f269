package org.bugle.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bugle.app.config.Samples.SETTINGS;
import static org.bugle.app.config.Samples.SLAB;
import static org.bugle.app.config.Samples.bind;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSchemaTest {

    static final String TEXT = JsonSchema.of(SETTINGS, "Bugle run file").toPrettyString();

    static final Schema SCHEMA =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(TEXT);

    private static boolean accepts(String yaml) {
        return SCHEMA.validate(yaml, InputFormat.YAML).isEmpty();
    }

    private static boolean binds(String yaml) {
        try {
            bind(yaml);
            return true;
        } catch (InputException e) {
            return false;
        }
    }

    @Test
    void theFilledInFileIsAccepted() {
        String filled = YamlWriter.write(bind(SLAB), SETTINGS);
        assertThat(SCHEMA.validate(SLAB, InputFormat.YAML)).isEmpty();
        assertThat(SCHEMA.validate(filled, InputFormat.YAML)).isEmpty();
    }

    /// Replacements `old => new` in the sample; the schema must judge as the binder does.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "cells: 1000 => cells: 1e3",
                "cells: 1000 => knudsen: 1e-6",
                "cells: 1000 => moments: 4",
                "cells: 1000 => moments: [4, 5]",
                "cells: 1000 => moments: null",
                "cells: 1000 => potential: 0",
                "exponential => rk4",
                "exponential => {steps: 2}",
                "exponential => {name: krylov, tolerance: 1e-3}",
                "{relative: 1e-6, maxRank: 40} => {rule: threshold, absolute: 1e-3}",
                "name: augmented-bug => name: midpoint-bug",
                "output: {fields: [density], every: 20} => output:",
                "output: {fields: [density], every: 20} => reference: a.h5",
                "name: augmented-bug => name: parallel-bug\n  order: 2\n  rejection: true",
            })
    void aGoodFileIsAccepted(String change) {
        assertVerdict(change, true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cells: 1000 => cell: 1000",
                "cells: 1000 => cells: 2.5",
                "cells: 1000 => cells: 1",
                "cells: 1000 => cells: many",
                "cells: 1000 => cells: null",
                "cells: 1000 => knudsen: 0",
                "cells: 1000 => sigmaScattering: [-1]",
                "cells: 1000 => moments: [0]",
                "cells: 1000 => potential: [a]",
                "ill-prepared => prepared",
                "exponential => rk5",
                "exponential => {tolerance: 1}",
                "exponential => {name: exponential, steps: 1}",
                "exponential => null",
                "relative: 1e-6 => relativ: 1e-6",
                "relative: 1e-6 => relative: 1",
                "name: augmented-bug => name: bug",
                "name: augmented-bug => rank: 3",
                "end: 1.0, => ",
                "end: 1.0 => end: 0",
                "problem: radiative-transfer/slab => problem: slab",
                "problem: radiative-transfer/slab => problem: heat/box",
                "problem: radiative-transfer/slab => seed: 1",
                "output: {fields: [density], every: 20} => reference: full-rank",
                "output: {fields: [density], every: 20} => seed: 1.5",
                "output: {fields: [density], every: 20} => colour: red",
            })
    void aBadFileIsRefused(String change) {
        assertVerdict(change, false);
    }

    private static void assertVerdict(String change, boolean good) {
        int arrow = change.indexOf(" => ");
        String yaml = SLAB.replace(change.substring(0, arrow), change.substring(arrow + 4));
        assertThat(yaml).isNotEqualTo(SLAB);
        assertThat(accepts(yaml)).isEqualTo(good);
        assertThat(binds(yaml)).isEqualTo(good);
    }

    @Test
    void documentationUnitsAndDefaultsGoWithTheKeys() {
        assertThat(TEXT)
                .contains("\"description\" : \"scattering [1/m]\"")
                .contains("\"default\" : [ 1.0 ]")
                .contains("\"https://json-schema.org/draft/2020-12/schema\"");
    }
}
