package org.bugle.app.config;

import org.bugle.models.own.Coordinate;
import org.bugle.models.own.OwnEquation;
import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Kind;
import org.bugle.models.parameter.Named;
import org.bugle.models.parameter.Settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// A run file with an equation of its own in place of a problem's name, with its defaults filled
/// in.
///
/// @param integrator the settings record of the chosen integrator; empty for the one that suits the
///   equation
@Named(value = OwnRunFile.NAME, doc = "one run of an equation of one's own")
public record OwnRunFile(
        @Key(doc = "the variables, two or more, each with its discretisation")
                SequencedMap<String, Coordinate> domain,
        @Key(doc = "name of the unknown") String unknown,
        @Key(
                        doc =
                                "dt UNKNOWN = sum of terms: products of functions of one variable"
                                        + " each, functions of t and a part of the unknown, such as"
                                        + " \"dt f = -v * dx f + 0.1 * dxx f - f^3\"")
                String equation,
        @Key(doc = "initial value, a formula in the variables; or a file as for a" + " problem")
                String initial,
        @Key(doc = RunFile.INITIAL_DIGEST) Optional<String> initialDigest,
        @Key(
                        doc = "numbers by name, for the formulas; formulas of earlier ones as well",
                        def = "{}")
                SequencedMap<String, String> constants,
        @Key(doc = "exact solution, a formula in the variables and t; reference: auto takes it")
                Optional<String> exact,
        @Key(
                        doc =
                                "for three variables or more: star, balanced, linear or an"
                                    + " expression such as ((0 1) 2); star where it is left out")
                Optional<String> tree,
        @Key(doc = "integrator with its settings; one that suits the equation where it is left out")
                Optional<Record> integrator,
        @Key(doc = "time interval and steps; the initial value is that of t = 0") RunFile.Time time,
        @Key(
                        doc =
                                "what the error is measured against, as for a problem; exact is the"
                                        + " formula under that key",
                        def = "auto",
                        allowed = {"auto", "none", "full", "exact", "estimate", "*.h5"})
                String reference,
        @Key(doc = "seed of all random numbers of the run", def = "1") long seed,
        @Key(doc = "what is written during the run") RunFile.Output output,
        @Key(doc = RunFile.PLUGINS, def = "[]") List<String> plugins) {
    /// What the problem of such a file is called.
    public static final String NAME = "own";

    /// The keys that no run file of a problem has.
    public static final List<String> KEYS =
            List.of("domain", "unknown", "equation", "constants", "exact", "tree");

    /// What a run file says of a problem that is an equation of its own.
    public static OwnRunFile of(RunFile file, OwnEquation own) {
        return new OwnRunFile(
                own.domain(),
                own.unknown(),
                own.equation(),
                file.initial().orElse(own.initial()),
                file.initialDigest(),
                own.constants(),
                own.exact(),
                own.tree(),
                Optional.of(file.integrator()),
                file.time(),
                file.reference(),
                file.seed(),
                file.output(),
                file.plugins());
    }

    public OwnEquation ownEquation() {
        return new OwnEquation(domain, unknown, equation, initial, constants, exact, tree);
    }

    /// The run file whose problem is the equation; its integrator must be there.
    public RunFile runFile() {
        return new RunFile(
                NAME,
                ownEquation(),
                integrator.orElseThrow(),
                time,
                reference,
                Optional.empty(),
                initialDigest,
                seed,
                output,
                plugins);
    }

    /// The keys of such a file, for these integrators.
    ///
    /// @param integrators the settings records by the integrator's name
    public static Settings<OwnRunFile> settings(Map<String, Class<? extends Record>> integrators) {
        Kind choice = new Kind.Choice("name", "", Settings.each(integrators));
        return Settings.of(OwnRunFile.class, Map.of("integrator", new Kind.Maybe(choice)));
    }
}
