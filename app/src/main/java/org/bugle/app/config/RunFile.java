package org.bugle.app.config;

import org.bugle.models.own.OwnEquation;
import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Kind;
import org.bugle.models.parameter.Named;
import org.bugle.models.parameter.Settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A run file with its defaults filled in.
///
/// @param parameters the problem's own record
/// @param integrator the settings record of the chosen integrator
/// @param reference `auto`, `none`, `full`, `exact`, `estimate`, or the name of an HDF5 file
@Named(value = "run", doc = "one run of one problem")
public record RunFile(
        @Key(doc = "name of the problem; see bugle list problems") String problem,
        @Key(doc = "parameters of the problem; see bugle describe PROBLEM") Record parameters,
        @Key(doc = "integrator with its settings; see bugle list integrators") Record integrator,
        @Key(doc = "time interval and steps") Time time,
        @Key(
                        doc =
                                "what the error is measured against: the best that the problem has,"
                                        + " nothing, a full-rank solution, the exact solution, an"
                                        + " estimate, or a file",
                        def = "auto",
                        allowed = {"auto", "none", "full", "exact", "estimate", "*.h5"})
                String reference,
        @Key(
                        doc =
                                "initial value in a file, in place of the problem's own: factors or"
                                        + " an array; FILE:NAME names one of several",
                        allowed = {
                            "*.npy",
                            "*.npz",
                            "*.npz:*",
                            "*.h5",
                            "*.h5:*",
                            "*.hdf5",
                            "*.hdf5:*",
                            "*.mat",
                            "*.mat:*"
                        })
                Optional<String> initial,
        @Key(doc = INITIAL_DIGEST) Optional<String> initialDigest,
        @Key(doc = "seed of all random numbers of the run", def = "1") long seed,
        @Key(doc = "what is written during the run") Output output,
        @Key(doc = PLUGINS, def = "[]") List<String> plugins) {
    static final String PLUGINS =
            "jars or folders of classes with problems and integrators of one's own";

    static final String INITIAL_DIGEST =
            "SHA-256 of the file under initial: a file of other content is refused; a run folder's"
                    + " run.yaml has it";

    /// `time:` with equal steps or with adaptive ones.
    ///
    /// @param end in the unit of the problem's time
    public record Time(
            @Key(doc = "final time", unit = "the problem's time", above = 0) double end,
            @Key(doc = "number of equal steps", min = 1) Optional<Integer> steps,
            @Key(doc = "error tolerance of adaptive steps", above = 0, below = 1)
                    Optional<Double> tolerance) {

        public Time {
            if (steps.isPresent() == tolerance.isPresent()) {
                throw new IllegalArgumentException(
                        (steps.isPresent()
                                        ? "steps and tolerance exclude each other"
                                        : "neither steps nor tolerance is given")
                                + "; give steps for equal steps or tolerance for adaptive ones");
            }
        }
    }

    /// `output:`, beyond the history and the final state.
    public record Output(
            @Key(
                            doc =
                                    "fields of the solution to write and plot, see bugle describe"
                                            + " PROBLEM; all where none is named",
                            def = "[]")
                    List<String> fields,
            @Key(
                            doc =
                                    "steps from one snapshot to the next; without it, about 20"
                                            + " snapshots in all, of the fields alone where the"
                                            + " factors are large",
                            unit = "steps",
                            min = 1)
                    Optional<Integer> every,
            @Key(
                            doc =
                                    "steps from one checkpoint to the next; without it, one a"
                                            + " minute; one more where the run ends",
                            unit = "steps",
                            min = 1)
                    Optional<Integer> checkpoint) {}

    /// The same file with another reference.
    public RunFile withReference(String other) {
        return new RunFile(
                problem,
                parameters,
                integrator,
                time,
                other,
                initial,
                initialDigest,
                seed,
                output,
                plugins);
    }

    /// The same file with its initial value in a file. An equation of one's own knows that file by
    /// its digest alone, so that it is the same equation wherever the file lies.
    ///
    /// @param digest of the file
    public RunFile withInitial(String name, String digest) {
        return new RunFile(
                problem,
                parameters instanceof OwnEquation own ? own.withInitial(digest) : parameters,
                integrator,
                time,
                reference,
                Optional.of(name),
                Optional.of(digest),
                seed,
                output,
                plugins);
    }

    /// The keys of a run file, for these problems and integrators.
    ///
    /// @param problems the parameter records by the problem's name
    /// @param integrators the settings records by the integrator's name
    public static Settings<RunFile> settings(
            Map<String, Class<? extends Record>> problems,
            Map<String, Class<? extends Record>> integrators) {
        return Settings.of(
                RunFile.class,
                Map.of(
                        "problem", new Kind.Text(List.copyOf(problems.keySet())),
                        "parameters", new Kind.Dependent("problem", Settings.each(problems)),
                        "integrator", new Kind.Choice("name", "", Settings.each(integrators))));
    }
}
