package org.bugle.app.config;

import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;
import org.bugle.models.parameter.Settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Two problems as run files know them, and a run file for one.
final class Samples {

    enum Initial {
        ISOTROPIC,
        ILL_PREPARED
    }

    record Box(
            @Key(doc = "length", unit = "m", above = 0) double length,
            @Key(doc = "periodic", def = "true") boolean periodic) {}

    @Named(value = "radiative-transfer/slab", doc = "Radiative transfer in a slab")
    record Slab(
            @Key(doc = "finite-volume cells", def = "100", min = 2, max = 1e6, source = "Table 1")
                    int cells,
            @Key(doc = "Knudsen number", def = "1.0", above = 0) double knudsen,
            @Key(doc = "scattering", unit = "1/m", def = "[1.0]", min = 0)
                    List<Double> sigmaScattering,
            @Key(doc = "moments per direction", min = 1) Optional<List<Integer>> moments,
            @Key(doc = "potential", def = "none") String potential,
            @Key(doc = "initial data", def = "isotropic") Initial initial,
            @Key(doc = "cut-off", def = ".inf", min = 0, finite = false) double cutOff,
            @Key(doc = "names", def = "[]") List<String> names,
            @Key(doc = "largest number of collisions", def = "1", min = 0) long collisions) {}

    @Named(value = "heat/box", doc = "Heat in a box")
    record Heat(@Key(doc = "the box") Box box) {}

    static final Map<String, Class<? extends Record>> PROBLEMS = new LinkedHashMap<>();

    static {
        PROBLEMS.put("radiative-transfer/slab", Slab.class);
        PROBLEMS.put("heat/box", Heat.class);
    }

    static final Settings<RunFile> SETTINGS =
            RunFile.settings(PROBLEMS, IntegratorSettings.catalogue());

    static final String SLAB =
            """
            problem: radiative-transfer/slab
            parameters:
              cells: 1000
              initial: ill-prepared
            integrator:
              name: augmented-bug
              truncation: {relative: 1e-6, maxRank: 40}
              substep: exponential
            time: {end: 1.0, steps: 200}
            output: {fields: [density], every: 20}
            """;

    private Samples() {}

    static RunFile bind(String text, String... assignments) {
        Node.Mapping root = YamlSource.parse("run.yaml", text);
        for (String assignment : assignments) {
            root = Assignment.parse(assignment).applyTo(root);
        }
        return Binder.bind(root, SETTINGS);
    }
}
