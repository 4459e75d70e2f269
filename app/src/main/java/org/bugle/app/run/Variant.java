package org.bugle.app.run;

import org.bugle.app.config.Assignment;
import org.bugle.app.config.InputException;
import org.bugle.app.config.IntegratorSettings;
import org.bugle.app.config.Nearest;
import org.bugle.app.config.Node;
import org.bugle.app.config.OwnIntegrator;
import org.bugle.app.config.RunFile;
import org.bugle.app.config.TruncationSettings;
import org.bugle.app.plugin.Plugins;
import org.bugle.models.parameter.Kind;
import org.bugle.models.parameter.Setting;
import org.bugle.models.parameter.Settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The same run with another integrator, rank, tolerance or step: what studies are made of.
public final class Variant {
    /// The keys that mean the same for all integrators.
    private static final Set<String> SHARED = Set.of("rank", "truncation", "substep", "pointwise");

    /// Of a number of steps.
    private static final double ROUNDING = 1e-12;

    private Variant() {}

    /// Half the step or a tenth of the tolerance, and a larger rank.
    static RunInput finer(Plan<?> plan) {
        List<String> changes = new ArrayList<>();
        plan.input()
                .file()
                .time()
                .steps()
                .ifPresentOrElse(
                        steps -> changes.add("time.steps=" + 2 * steps),
                        () ->
                                changes.add(
                                        "time.tolerance="
                                                + plan.input()
                                                                .file()
                                                                .time()
                                                                .tolerance()
                                                                .orElseThrow()
                                                        / 10));
        int most = plan.formulation().mostRank();
        switch (IntegratorSettings.of(plan.input().file().integrator())) {
            case IntegratorSettings.Bug s -> changes.add(rank(s.rank(), most));
            case IntegratorSettings.ProjectorSplitting s -> changes.add(rank(s.rank(), most));
            case IntegratorSettings.AugmentedBug s -> changes.addAll(finer(s.truncation(), most));
            case IntegratorSettings.MidpointBug s -> changes.addAll(finer(s.truncation(), most));
            case IntegratorSettings.ParallelBug s -> changes.addAll(finer(s.truncation(), most));
            case IntegratorSettings.ProjectedRk s -> changes.add(rank(s.rank(), most));
            case IntegratorSettings.RetractionEuler s -> changes.add(rank(s.rank(), most));
            case IntegratorSettings.Afe s -> changes.add(rank(s.rank(), most));
            case IntegratorSettings.Prh s -> changes.add(rank(s.rank(), most));
            case IntegratorSettings.Aprh s -> changes.add(rank(s.rank(), most));
            case IntegratorSettings.ChartRk s -> changes.add(rank(s.rank(), most));
            case IntegratorSettings.Gap s ->
                    s.truncation()
                            .ifPresentOrElse(
                                    truncation -> changes.addAll(finer(truncation, most)),
                                    () ->
                                            changes.add(
                                                    rank(
                                                            s.rank().orElse(plan.problem().rank()),
                                                            most)));
            case IntegratorSettings.RandomizedRk s ->
                    changes.addAll(
                            s.truncation()
                                    .map(truncation -> finer(truncation, most))
                                    .orElseGet(() -> {
                                        int usual = plan.problem().rank();
                                        return List.of(rank(s.rank().orElse(usual), most));
                                    }));
            case IntegratorSettings.Rail s -> changes.addAll(finer(s.truncation(), most));
            case IntegratorSettings.Own s -> changes.addAll(finer(s.integrator(), plan, most));
            case IntegratorSettings.Full _ -> {}
        }
        return plan.input().with(changes);
    }

    /// By the keys that mean the same for all integrators, as far as it has them.
    private static List<String> finer(OwnIntegrator own, Plan<?> plan, int most) {
        Settings<?> settings = plan.input().integrator();
        Optional<TruncationSettings> truncation =
                key(settings, "truncation")
                        .map(key -> settings.value((Record) own, key))
                        .filter(TruncationSettings.class::isInstance)
                        .map(TruncationSettings.class::cast);
        if (truncation.isPresent()) {
            return finer(truncation.get(), most);
        }
        return key(settings, "rank").isPresent()
                ? List.of(rank(own.startRank().orElse(plan.problem().rank()), most))
                : List.of();
    }

    private static String rank(int rank, int most) {
        return "integrator.rank=" + larger(rank, most);
    }

    private static int larger(int rank, int most) {
        return Math.min(most, rank + Math.max(2, rank / 2));
    }

    private static List<String> finer(TruncationSettings truncation, int most) {
        String key = "integrator.truncation.";
        List<String> changes = new ArrayList<>();
        changes.add(key + "absolute=" + truncation.absolute() / 10);
        if (!(truncation instanceof TruncationSettings.Threshold)) {
            changes.add(key + "relative=" + truncation.relative() / 10);
        }
        truncation.maxRank().ifPresent(rank -> changes.add(key + "maxRank=" + larger(rank, most)));
        return changes;
    }

    /// The run to a later end, with steps of the same size as far as they fit.
    public static RunInput until(RunInput input, double end) {
        RunFile.Time time = input.file().time();
        List<String> changes = new ArrayList<>(List.of("time.end=" + end));
        double start = Vocabulary.problem(input.file()).startTime();
        time.steps()
                .ifPresent(steps -> {
                    double more = steps * (end - start) / (time.end() - start);
                    changes.add("time.steps=" + (long) Math.ceil(more * (1 - ROUNDING)));
                });
        return input.with(changes);
    }

    /// The run with another integrator: the keys that both have stay as they are.
    ///
    /// A method of fixed rank takes the file's rank, or else the rank that the problem's source
    /// uses. A rank-adaptive method in place of one of fixed rank keeps that rank, so that equals
    /// are compared.
    ///
    /// @param words a name, and keys of its own behind colons: `midpoint-bug:variant=3r`
    /// @throws InputException if there is no such integrator or key
    public static RunInput integrator(RunInput input, int usualRank, String words) {
        List<String> parts = List.of(words.split(":", -1));
        String name = parts.getFirst();
        Settings<?> target = named(name, input.plugins());
        Node.Mapping source = input.source();
        List<String> changes = new ArrayList<>();
        if (!name.equals(input.integrator().name())) {
            Node.Mapping shared = shared(input, target);
            source = new Assignment(List.of("integrator"), shared).applyTo(source);
            changes.add("integrator.name=" + name);
            if (key(target, "rank").filter(Setting::isRequired).isPresent()
                    && shared.entry("rank").isEmpty()) {
                changes.add("integrator.rank=" + usualRank);
            }
            if (key(target, "truncation").filter(key -> !mayBeFixed(key)).isPresent()
                    && shared.entry("truncation").isEmpty()) {
                fixedRank(input).ifPresent(rank -> changes.addAll(keeping(rank)));
            }
        }
        parts.subList(1, parts.size()).forEach(part -> changes.add("integrator." + part));
        return input.rewritten(source).with(changes);
    }

    /// Refuses words that name no integrator.
    ///
    /// @throws InputException if they do not
    public static void requireKnown(String words, Plugins plugins) {
        named(words.split(":", -1)[0], plugins);
    }

    private static Settings<?> named(String name, Plugins plugins) {
        Map<String, Settings<?>> all = Vocabulary.integrators(plugins);
        Settings<?> found = all.get(name);
        if (found == null) {
            throw new InputException(
                    "--integrators: '%s' is no integrator%s"
                            .formatted(name, Nearest.hint(name, all.keySet(), all.keySet())));
        }
        return found;
    }

    /// What the file says of its integrator, as far as it concerns the other one too.
    private static Node.Mapping shared(RunInput input, Settings<?> target) {
        List<Node.Entry> entries =
                input.mapping("integrator").stream()
                        .flatMap(old -> old.entries().stream())
                        .filter(entry -> SHARED.contains(entry.key()))
                        .filter(entry -> key(target, entry.key()).isPresent())
                        .toList();
        return new Node.Mapping(input.placeOf("integrator"), Optional.empty(), entries);
    }

    private static Optional<Setting> key(Settings<?> integrator, String name) {
        return integrator.keys().stream().filter(key -> key.name().equals(name)).findFirst();
    }

    /// Whether the method fixes its rank where no truncation is given.
    private static boolean mayBeFixed(Setting truncation) {
        return truncation.kind() instanceof Kind.Maybe;
    }

    private static Optional<Integer> fixedRank(RunInput input) {
        return switch (IntegratorSettings.of(input.file().integrator())) {
            case IntegratorSettings.Bug s -> Optional.of(s.rank());
            case IntegratorSettings.ProjectorSplitting s -> Optional.of(s.rank());
            case IntegratorSettings.ProjectedRk s -> Optional.of(s.rank());
            case IntegratorSettings.RetractionEuler s -> Optional.of(s.rank());
            case IntegratorSettings.Afe s -> Optional.of(s.rank());
            case IntegratorSettings.Prh s -> Optional.of(s.rank());
            case IntegratorSettings.Aprh s -> Optional.of(s.rank());
            case IntegratorSettings.ChartRk s -> Optional.of(s.rank());
            case IntegratorSettings.Gap s when s.truncation().isEmpty() -> s.rank();
            case IntegratorSettings.RandomizedRk s when s.truncation().isEmpty() -> s.rank();
            case IntegratorSettings.Own s when key(input.integrator(), "truncation").isEmpty() ->
                    s.integrator().startRank();
            default -> Optional.empty();
        };
    }

    /// The run at a fixed rank, whatever the integrator.
    public static RunInput atRank(RunInput input, int rank) {
        boolean adaptive =
                input.file().integrator() instanceof IntegratorSettings.Gap gap
                        ? gap.truncation().isPresent()
                        : key(input.integrator(), "truncation").isPresent();
        return input.with(adaptive ? keeping(rank) : List.of("integrator.rank=" + rank));
    }

    private static List<String> keeping(int rank) {
        return List.of(
                "integrator.rank=" + rank,
                "integrator.truncation={minRank: %d, maxRank: %d}".formatted(rank, rank));
    }
}
