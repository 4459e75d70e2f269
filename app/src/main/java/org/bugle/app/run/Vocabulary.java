package org.bugle.app.run;

import org.bugle.app.config.Binder;
import org.bugle.app.config.IntegratorSettings;
import org.bugle.app.config.OwnRunFile;
import org.bugle.app.config.RunFile;
import org.bugle.app.config.SubstepSettings;
import org.bugle.app.config.TruncationSettings;
import org.bugle.app.config.YamlSource;
import org.bugle.app.plugin.Plugins;
import org.bugle.models.Catalogue;
import org.bugle.models.Problem;
import org.bugle.models.ProblemFamily;
import org.bugle.models.TreeProblem;
import org.bugle.models.own.OwnEquation;
import org.bugle.models.parameter.Settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The words that a run file may use, by kind and in the order in which they are listed.
public final class Vocabulary {
    private static final String TREE = "tree";

    private Vocabulary() {}

    public static Map<String, Settings<?>> problems() {
        return problems(Plugins.NONE);
    }

    /// With those of plugins behind them.
    public static Map<String, Settings<?>> problems(Plugins plugins) {
        return Settings.each(problemRecords(plugins));
    }

    public static Map<String, Settings<?>> integrators() {
        return integrators(Plugins.NONE);
    }

    /// With those of plugins behind them.
    public static Map<String, Settings<?>> integrators(Plugins plugins) {
        return Settings.each(integratorRecords(plugins));
    }

    /// The names of the low-rank integrators, all but `full`.
    public static List<String> lowRank() {
        return integrators().keySet().stream().filter(name -> !name.equals("full")).toList();
    }

    /// Those that fit the problem of a run.
    ///
    /// @throws IllegalArgumentException if its parameters do not fit together
    public static List<String> lowRank(RunFile file) {
        Problem<?> problem = problem(file);
        List<String> names = problem instanceof TreeProblem ? TreeScheme.NAMES : lowRank();
        return names.stream()
                .filter(name -> !name.equals("rail") || RailMethods.fits(problem))
                .toList();
    }

    public static Map<String, Settings<?>> substeps() {
        return cases(SubstepSettings.class);
    }

    public static Map<String, Settings<?>> truncations() {
        return cases(TruncationSettings.class);
    }

    /// The format of a problem's solution in a word.
    public static String format(Settings<?> problem) {
        try {
            Class<?> built = problem.type().getMethod("problem", long.class).getReturnType();
            return built == TreeProblem.class ? TREE : built == Problem.class ? "" : "matrix";
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(problem.name() + " is no problem", e);
        }
    }

    /// The problem of that name with its default parameters.
    ///
    /// @throws org.bugle.app.config.InputException if a parameter has no default
    public static Problem<?> problemByDefault(String name, Plugins plugins) {
        Record family =
                Binder.bind(
                        YamlSource.parse(name, "{}"),
                        Objects.requireNonNull(problems(plugins).get(name)));
        return ((ProblemFamily) family).problem(1);
    }

    /// The problem that a run file describes.
    ///
    /// @throws IllegalArgumentException if parameters do not fit together
    /// @throws InitialStateException if its initial value is in a file that does not fit
    static Problem<?> problem(RunFile file) {
        Optional<InitialState> initial = InitialState.of(file);
        if (file.parameters() instanceof OwnEquation own) {
            return initial.map(own::build).orElseGet(own::build).problem();
        }
        Problem<?> problem = ((ProblemFamily) file.parameters()).problem(file.seed());
        return initial.<Problem<?>>map(state -> state.into(problem)).orElse(problem);
    }

    /// The keys of the run file itself.
    public static Settings<RunFile> runFile() {
        return runFile(Plugins.NONE);
    }

    /// With the names of plugins.
    public static Settings<RunFile> runFile(Plugins plugins) {
        return RunFile.settings(problemRecords(plugins), integratorRecords(plugins));
    }

    /// The keys of a run file with an equation of its own.
    public static Settings<OwnRunFile> ownRunFile() {
        return ownRunFile(Plugins.NONE);
    }

    /// With the names of plugins.
    public static Settings<OwnRunFile> ownRunFile(Plugins plugins) {
        return OwnRunFile.settings(integratorRecords(plugins));
    }

    private static Map<String, Class<? extends Record>> problemRecords(Plugins plugins) {
        Map<String, Class<? extends Record>> records = new LinkedHashMap<>();
        Catalogue.problems()
                .forEach((name, family) -> records.put(name, family.asSubclass(Record.class)));
        records.putAll(plugins.problems());
        return records;
    }

    private static Map<String, Class<? extends Record>> integratorRecords(Plugins plugins) {
        Map<String, Class<? extends Record>> records =
                new LinkedHashMap<>(IntegratorSettings.catalogue());
        records.putAll(plugins.integrators());
        return records;
    }

    private static Map<String, Settings<?>> cases(Class<?> sealed) {
        Map<String, Settings<?>> cases = new LinkedHashMap<>();
        for (Class<?> permitted : sealed.getPermittedSubclasses()) {
            Settings<?> settings = Settings.of(permitted.asSubclass(Record.class));
            cases.put(settings.name(), settings);
        }
        return Collections.unmodifiableMap(cases);
    }
}
