package org.bugle.app.config;

import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;
import org.bugle.models.parameter.Settings;
import org.bugle.substep.ButcherTableau;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `integrator:` for the integrators of low-rank matrices, and the full-rank reference.
public sealed interface IntegratorSettings {

    String FIXED = "rank of the solution";
    String START =
            "rank to start from, later ones are up to the truncation; without it, the rank that the"
                    + " problem's source uses, or the truncated initial value's where it is larger";
    String TRUNCATION =
            "what is dropped at the end of a step; minRank = maxRank keeps the rank fixed";
    String SUBSTEP = "what solves the small equations inside a step";
    String POINTWISE = "how pointwise nonlinear terms are evaluated";

    /// Every nonlinear term from all entries, or from a few rows and columns.
    enum Pointwise {
        EXACT,
        INTERPOLATED
    }

    @Named(value = "projector-splitting", doc = "the projector-splitting integrator, fixed rank")
    record ProjectorSplitting(
            @Key(doc = FIXED, min = 1) int rank,
            @Key(doc = "1: Lie splitting, 2: Strang splitting", def = "1", min = 1, max = 2)
                    int order,
            @Key(doc = SUBSTEP, def = "rk4") SubstepSettings substep,
            @Key(doc = POINTWISE, def = "exact") Pointwise pointwise)
            implements IntegratorSettings {}

    @Named(value = "bug", doc = "the basis-update & Galerkin integrator, fixed rank, order 1")
    record Bug(
            @Key(doc = FIXED, min = 1) int rank,
            @Key(doc = SUBSTEP, def = "rk4") SubstepSettings substep,
            @Key(doc = POINTWISE, def = "exact") Pointwise pointwise)
            implements IntegratorSettings {}

    @Named(value = "augmented-bug", doc = "the rank-adaptive BUG integrator, order 1")
    record AugmentedBug(
            @Key(doc = START, min = 1) Optional<Integer> rank,
            @Key(doc = TRUNCATION, def = "{relative: 1e-8}") TruncationSettings truncation,
            @Key(doc = SUBSTEP, def = "rk4") SubstepSettings substep,
            @Key(doc = POINTWISE, def = "exact") Pointwise pointwise)
            implements IntegratorSettings {}

    /// The bases of the midpoint BUG integrator: of up to four or three times the rank, the latter
    /// with an adaptive or a fixed-rank half step; or explicit formulas throughout.
    enum Variant {
        @Named("4r")
        FOUR_R,
        @Named("3r")
        THREE_R,
        @Named("3r-fixed")
        THREE_R_FIXED,
        EXPLICIT
    }

    /// The midpoint BUG integrator.
    ///
    /// @param substep none for the explicit variant, which has its own; else `rk4` unless given
    @Named(value = "midpoint-bug", doc = "the midpoint BUG integrator, rank-adaptive, order 2")
    record MidpointBug(
            @Key(
                            doc = "bases: 4r, 3r, 3r-fixed, or explicit formulas",
                            def = "4r",
                            source = "arXiv:2402.08607")
                    Variant variant,
            @Key(doc = START, min = 1) Optional<Integer> rank,
            @Key(doc = TRUNCATION, def = "{relative: 1e-8}") TruncationSettings truncation,
            @Key(doc = SUBSTEP + "; rk4 where it is left out, none for explicit")
                    Optional<SubstepSettings> substep,
            @Key(doc = POINTWISE, def = "exact") Pointwise pointwise)
            implements IntegratorSettings {

        public MidpointBug {
            if (variant == Variant.EXPLICIT && substep.isPresent()) {
                throw new IllegalArgumentException(
                        "the variant explicit has its own formulas; leave substep out");
            }
            if (variant != Variant.EXPLICIT && substep.isEmpty()) {
                substep = Optional.of(new SubstepSettings.Rk4(1));
            }
        }
    }

    /// Where the parallel BUG integrator takes its off-diagonal blocks from.
    enum Block {
        K,
        EULER
    }

    @Named(value = "parallel-bug", doc = "the parallel BUG integrator, rank-adaptive")
    record ParallelBug(
            @Key(doc = "order in the step size", def = "1", min = 1, max = 2) int order,
            @Key(doc = "off-diagonal blocks from the K-step or an Euler step", def = "k")
                    Block block,
            @Key(
                            doc =
                                    "repeats a step in its augmented bases when its rank grew to"
                                        + " theirs, or when the neglected block exceeds 10 times"
                                        + " the truncation tolerance",
                            def = "false")
                    boolean rejection,
            @Key(doc = START, min = 1) Optional<Integer> rank,
            @Key(doc = TRUNCATION, def = "{relative: 1e-8}") TruncationSettings truncation,
            @Key(doc = SUBSTEP, def = "rk4") SubstepSettings substep,
            @Key(doc = POINTWISE, def = "exact") Pointwise pointwise)
            implements IntegratorSettings {}

    /// The explicit Runge–Kutta methods.
    enum Tableau {
        EULER(ButcherTableau.EULER),
        MIDPOINT(ButcherTableau.MIDPOINT),
        HEUN(ButcherTableau.HEUN),
        RALSTON(ButcherTableau.RALSTON),
        HEUN3(ButcherTableau.HEUN3),
        KUTTA3(ButcherTableau.KUTTA3),
        RK4(ButcherTableau.RK4),
        MERSON(ButcherTableau.MERSON);

        @SuppressWarnings("ImmutableEnumChecker") // a record of immutable values
        private final ButcherTableau coefficients;

        Tableau(ButcherTableau coefficients) {
            this.coefficients = coefficients;
        }

        public ButcherTableau coefficients() {
            return coefficients;
        }

        /// The one that stands for its order.
        static Tableau ofOrder(int order) {
            return List.of(EULER, HEUN, HEUN3, RK4).get(order - 1);
        }
    }

    /// The projected Runge–Kutta methods.
    ///
    /// @param order that of the tableau; 4 unless one of them is given
    /// @param tableau the one that stands for the order, unless given
    @Named(value = "projected-rk", doc = "the projected Runge-Kutta methods, fixed rank")
    record ProjectedRk(
            @Key(doc = FIXED, min = 1) int rank,
            @Key(
                            doc =
                                    "order of the tableau: euler, heun, heun3 or rk4; 4 where left"
                                            + " out",
                            min = 1,
                            max = 4)
                    Optional<Integer> order,
            @Key(doc = "explicit Runge-Kutta method, in place of that of the order")
                    Optional<Tableau> tableau,
            @Key(doc = POINTWISE, def = "exact") Pointwise pointwise)
            implements IntegratorSettings {

        public ProjectedRk {
            Tableau chosen = tableau.orElse(Tableau.ofOrder(order.orElse(4)));
            ButcherTableau coefficients = chosen.coefficients();
            if (order.orElse(coefficients.order()) != coefficients.order()) {
                throw new IllegalArgumentException(
                        "the tableau %s has order %d, found order %d; leave one of them out"
                                .formatted(coefficients.name(), coefficients.order(), order.get()));
            }
            tableau = Optional.of(chosen);
            order = Optional.of(coefficients.order());
        }
    }

    @Named(value = "full", doc = "the full-rank reference: every entry is stored")
    record Full(@Key(doc = SUBSTEP, def = "rk4") SubstepSettings substep)
            implements IntegratorSettings {}

    /// The integrators by name, in the order above.
    static Map<String, Class<? extends Record>> catalogue() {
        Map<String, Class<? extends Record>> catalogue = new LinkedHashMap<>();
        for (Class<?> permitted : IntegratorSettings.class.getPermittedSubclasses()) {
            Class<? extends Record> type = permitted.asSubclass(Record.class);
            catalogue.put(Settings.of(type).name(), type);
        }
        return Collections.unmodifiableMap(catalogue);
    }
}
