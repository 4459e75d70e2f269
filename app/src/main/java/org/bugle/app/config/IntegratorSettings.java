package org.bugle.app.config;

import org.bugle.integrator.manifold.Retraction;
import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;
import org.bugle.models.parameter.Settings;
import org.bugle.substep.ButcherTableau;
import org.bugle.substep.ImexTableau;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `integrator:` for the integrators of low-rank matrices and of tensors on trees, and the
/// full-rank reference. On a tree the same name means the method for trees.
public sealed interface IntegratorSettings {

    String FIXED = "rank of the solution";
    String START =
            "rank to start from, later ones are up to the truncation; without it, the rank that the"
                    + " problem's source uses, or the truncated initial value's where it is larger";
    String TRUNCATION =
            "what is dropped at the end of a step; minRank = maxRank keeps the rank fixed";
    String SUBSTEP = "what solves the small equations inside a step";
    String POINTWISE =
            "how pointwise nonlinear terms are evaluated: from all entries, or from a few rows and"
                    + " columns; auto interpolates where the solution has more than 100000 entries";

    /// Every nonlinear term from all entries, or from a few rows and columns.
    enum Pointwise {
        AUTO,
        EXACT,
        INTERPOLATED
    }

    /// How pointwise nonlinear terms are evaluated.
    default Pointwise pointwise() {
        return Pointwise.AUTO;
    }

    /// What the run file says of an integrator, built in or of one's own.
    static IntegratorSettings of(Record settings) {
        return settings instanceof OwnIntegrator integrator
                ? new Own(integrator)
                : (IntegratorSettings) settings;
    }

    /// An integrator from a plugin.
    record Own(OwnIntegrator integrator) implements IntegratorSettings {
        @Override
        public Pointwise pointwise() {
            return integrator.pointwise();
        }
    }

    @Named(value = "projector-splitting", doc = "the projector-splitting integrator, fixed rank")
    record ProjectorSplitting(
            @Key(doc = FIXED, min = 1) int rank,
            @Key(doc = "1: Lie splitting, 2: Strang splitting", def = "1", min = 1, max = 2)
                    int order,
            @Key(doc = SUBSTEP, def = "rk4") SubstepSettings substep,
            @Key(doc = POINTWISE, def = "auto") Pointwise pointwise)
            implements IntegratorSettings {}

    @Named(value = "bug", doc = "the basis-update & Galerkin integrator, fixed rank, order 1")
    record Bug(
            @Key(doc = FIXED, min = 1) int rank,
            @Key(doc = SUBSTEP, def = "rk4") SubstepSettings substep,
            @Key(doc = POINTWISE, def = "auto") Pointwise pointwise)
            implements IntegratorSettings {}

    @Named(value = "augmented-bug", doc = "the rank-adaptive BUG integrator, order 1")
    record AugmentedBug(
            @Key(doc = START, min = 1) Optional<Integer> rank,
            @Key(doc = TRUNCATION, def = "{relative: 1e-8}") TruncationSettings truncation,
            @Key(doc = SUBSTEP, def = "rk4") SubstepSettings substep,
            @Key(doc = POINTWISE, def = "auto") Pointwise pointwise)
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
                            doc =
                                    "bases: 4r, 3r, 3r-fixed, or explicit formulas; 4r where it is"
                                            + " left out, as it must be on a tree",
                            source = "arXiv:2402.08607")
                    Optional<Variant> variant,
            @Key(doc = START, min = 1) Optional<Integer> rank,
            @Key(doc = TRUNCATION, def = "{relative: 1e-8}") TruncationSettings truncation,
            @Key(doc = SUBSTEP + "; rk4 where it is left out, none for explicit")
                    Optional<SubstepSettings> substep,
            @Key(doc = POINTWISE, def = "auto") Pointwise pointwise)
            implements IntegratorSettings {

        public MidpointBug {
            boolean explicit = variant.equals(Optional.of(Variant.EXPLICIT));
            if (explicit && substep.isPresent()) {
                throw new IllegalArgumentException(
                        "the variant explicit has its own formulas; leave substep out");
            }
            if (!explicit && substep.isEmpty()) {
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
            @Key(doc = "order in the step size; 1 on a tree", def = "1", min = 1, max = 2)
                    int order,
            @Key(
                            doc =
                                    "off-diagonal blocks from the K-step or an Euler step; where it"
                                            + " is left out, k for a matrix, euler on a tree")
                    Optional<Block> block,
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
            @Key(doc = POINTWISE, def = "auto") Pointwise pointwise)
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

        /// The given one, or else the one that stands for the order; that of order 4 if neither is
        /// given.
        ///
        /// @throws IllegalArgumentException if they contradict each other
        static Tableau of(Optional<Integer> order, Optional<Tableau> tableau) {
            Tableau chosen =
                    tableau.orElse(List.of(EULER, HEUN, HEUN3, RK4).get(order.orElse(4) - 1));
            int found = order.orElse(chosen.coefficients.order());
            if (found != chosen.coefficients.order()) {
                throw new IllegalArgumentException(
                        "the tableau %s has order %d, found order %d; leave one of them out"
                                .formatted(
                                        chosen.coefficients.name(),
                                        chosen.coefficients.order(),
                                        found));
            }
            return chosen;
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
            @Key(doc = POINTWISE, def = "auto") Pointwise pointwise)
            implements IntegratorSettings {

        public ProjectedRk {
            Tableau chosen = Tableau.of(order, tableau);
            tableau = Optional.of(chosen);
            order = Optional.of(chosen.coefficients().order());
        }
    }

    /// How a step comes back from the tangent space.
    enum Retract {
        SVD(Retraction.SVD),
        ORTHOGRAPHIC(Retraction.ORTHOGRAPHIC),
        KSL(Retraction.KSL),
        LSK(Retraction.LSK),
        KLS(Retraction.KLS);

        private final Retraction retraction;

        Retract(Retraction retraction) {
            this.retraction = retraction;
        }

        public Retraction retraction() {
            return retraction;
        }
    }

    /// How the acceleration along the manifold is computed: from the derivative of F and the
    /// Weingarten map, or from a difference along the flow.
    enum Accelerate {
        ANALYTIC,
        DIFFERENCE
    }

    String RETRACTION = "how a step comes back to the matrices of the rank";
    String ACCELERATION =
            "from the derivative of F and the Weingarten map, or from a difference along the flow";
    String GUARD =
            "a step whose second-order term exceeds its first by this factor is made without it and"
                    + " counted as rejected; 0: never";
    String MANIFOLD = "arXiv:2309.06125";

    @Named(value = "retraction-euler", doc = "the Euler method on the matrices of a rank, order 1")
    record RetractionEuler(
            @Key(doc = FIXED, min = 1) int rank,
            @Key(doc = RETRACTION, def = "svd", source = MANIFOLD) Retract retraction,
            @Key(doc = POINTWISE, def = "auto") Pointwise pointwise)
            implements IntegratorSettings {}

    @Named(value = "afe", doc = "the accelerated forward Euler method, fixed rank, order 2")
    record Afe(
            @Key(doc = FIXED, min = 1) int rank,
            @Key(doc = RETRACTION, def = "orthographic", source = MANIFOLD) Retract retraction,
            @Key(doc = ACCELERATION, def = "analytic") Accelerate acceleration,
            @Key(doc = GUARD, def = "1", min = 0) double guard,
            @Key(doc = POINTWISE, def = "auto") Pointwise pointwise)
            implements IntegratorSettings {}

    @Named(value = "prh", doc = "the projected Ralston-Hermite method, fixed rank, order 2")
    record Prh(
            @Key(doc = FIXED, min = 1) int rank,
            @Key(doc = RETRACTION, def = "orthographic", source = MANIFOLD) Retract retraction,
            @Key(doc = POINTWISE, def = "auto") Pointwise pointwise)
            implements IntegratorSettings {}

    @Named(
            value = "aprh",
            doc = "the accelerated projected Ralston-Hermite method, fixed rank, order 3")
    record Aprh(
            @Key(doc = FIXED, min = 1) int rank,
            @Key(doc = RETRACTION, def = "orthographic", source = MANIFOLD) Retract retraction,
            @Key(doc = ACCELERATION, def = "analytic") Accelerate acceleration,
            @Key(doc = GUARD, def = "1", min = 0) double guard,
            @Key(doc = POINTWISE, def = "auto") Pointwise pointwise)
            implements IntegratorSettings {}

    /// Runge–Kutta methods in one tangent space.
    ///
    /// @param order that of the tableau; 4 unless one of them is given
    /// @param tableau the one that stands for the order, unless given
    @Named(value = "chart-rk", doc = "Runge-Kutta methods in one tangent space, fixed rank")
    record ChartRk(
            @Key(doc = FIXED, min = 1) int rank,
            @Key(
                            doc = RETRACTION + "; kls keeps order 3 of the tableau, others order 2",
                            def = "orthographic")
                    Retract retraction,
            @Key(
                            doc =
                                    "order of the tableau: euler, heun, heun3 or rk4; 4 where left"
                                            + " out",
                            min = 1,
                            max = 4)
                    Optional<Integer> order,
            @Key(doc = "explicit Runge-Kutta method, in place of that of the order")
                    Optional<Tableau> tableau,
            @Key(doc = POINTWISE, def = "auto") Pointwise pointwise)
            implements IntegratorSettings {

        public ChartRk {
            Tableau chosen = Tableau.of(order, tableau);
            tableau = Optional.of(chosen);
            order = Optional.of(chosen.coefficients().order());
        }
    }

    /// The basis that the Galerkin alternating projection finds first.
    enum Sequence {
        LK,
        KL
    }

    /// What becomes of that basis: it replaces the old one, joins it, or joins it together with the
    /// first moments.
    enum GapVariant {
        FIXED,
        AUGMENTED,
        CONSERVATIVE
    }

    /// The Galerkin alternating projection.
    ///
    /// @param truncation none for the fixed variant; else `{relative: 1e-8}` unless given
    @Named(value = "gap", doc = "the Galerkin alternating projection, order 1")
    record Gap(
            @Key(doc = "lk: angle first, then space", def = "lk", source = "arXiv:2505.19929")
                    Sequence sequence,
            @Key(
                            doc =
                                    "fixed rank; augmented bases; or conservative, which keeps the"
                                            + " first moments too. Left out: augmented where a"
                                            + " truncation is given, else fixed")
                    Optional<GapVariant> variant,
            @Key(
                            doc =
                                    "fixed variant: rank of the solution, that of the problem's"
                                            + " source where it is left out; else the rank to start"
                                            + " from",
                            min = 1)
                    Optional<Integer> rank,
            @Key(doc = TRUNCATION + "; {relative: 1e-8} where it is left out, none for fixed")
                    Optional<TruncationSettings> truncation,
            @Key(doc = "first moments that a conservative step keeps", def = "1", min = 1)
                    int moments,
            @Key(doc = SUBSTEP, def = "exponential") SubstepSettings substep,
            @Key(doc = "what solves the K-equation; as substep where it is left out")
                    Optional<SubstepSettings> substepK,
            @Key(doc = "what solves the L-equation; as substep where it is left out")
                    Optional<SubstepSettings> substepL,
            @Key(doc = POINTWISE, def = "auto") Pointwise pointwise)
            implements IntegratorSettings {

        public Gap {
            if (variant.isEmpty()) {
                variant =
                        Optional.of(
                                truncation.isPresent() ? GapVariant.AUGMENTED : GapVariant.FIXED);
            }
            boolean fixed = variant.get() == GapVariant.FIXED;
            if (fixed && truncation.isPresent()) {
                throw new IllegalArgumentException(
                        "the variant fixed keeps its rank; leave truncation out");
            }
            if (variant.get() == GapVariant.CONSERVATIVE && sequence == Sequence.KL) {
                throw new IllegalArgumentException(
                        "the variant conservative keeps moments of the columns and wants sequence"
                                + " lk, found kl");
            }
            if (!fixed && truncation.isEmpty()) {
                truncation = Optional.of(new TruncationSettings.Tail(0, 1e-8, 1, Optional.empty()));
            }
        }
    }

    /// Which stages of a step share their random matrices.
    enum Sketches {
        FRESH,
        CONSTANT
    }

    /// The distributions of random matrices.
    enum Sketch {
        GAUSSIAN,
        RADEMACHER,
        SPARSE_SIGN,
        SRHT,
        KHATRI_RAO
    }

    /// The randomized Runge–Kutta methods. Without a truncation the rank is fixed.
    @Named(value = "randomized-rk", doc = "the randomized low-rank Runge-Kutta methods")
    record RandomizedRk(
            @Key(
                            doc = "explicit Runge-Kutta method",
                            def = "rk4",
                            source = "arXiv:2409.06384; heun3 and merson keep their order in h")
                    Tableau tableau,
            @Key(
                            doc =
                                    "random matrices: fresh in every stage, or constant in a step;"
                                            + " every step draws new ones",
                            def = "fresh")
                    Sketches sketches,
            @Key(doc = "distribution of the random matrices", def = "gaussian") Sketch sketch,
            @Key(
                            doc =
                                    "rank of the stages after the first as multiples of the rank:"
                                            + " one, or one each; [2, 3, 3] is rk4 of order 4",
                            def = "1",
                            min = 1)
                    List<Integer> stageRank,
            @Key(
                            doc =
                                    "columns of the random matrices beyond the rank: [p, l], or one"
                                            + " number for both; max(2, round(0.1 rank)) where left"
                                            + " out",
                            min = 0)
                    Optional<List<Integer>> oversampling,
            @Key(
                            doc =
                                    "fixed rank, or the rank to start from where a truncation is"
                                            + " given; without it, the rank that the problem's"
                                            + " source uses",
                            min = 1)
                    Optional<Integer> rank,
            @Key(
                            doc =
                                    "what is dropped at the end of a step, from sketches of up to"
                                            + " twice the rank; without it, the rank is fixed")
                    Optional<TruncationSettings> truncation,
            @Key(doc = POINTWISE, def = "auto") Pointwise pointwise)
            implements IntegratorSettings {

        public RandomizedRk {
            stageRank = List.copyOf(stageRank);
            int stages = tableau.coefficients().stages() - 1;
            if (stageRank.size() != 1 && stageRank.size() != stages) {
                throw new IllegalArgumentException(
                        ("stageRank must be one number, or one for each of the %d stages of %s"
                                        + " after the first, found %s")
                                .formatted(stages, tableau.coefficients().name(), stageRank));
            }
            int sizes = oversampling.map(List::size).orElse(1);
            if (sizes < 1 || sizes > 2) {
                throw new IllegalArgumentException(
                        "oversampling must be one number or [p, l], found %d numbers"
                                .formatted(sizes));
            }
        }
    }

    /// The Runge–Kutta tables of RAIL.
    enum Table {
        BE(ImexTableau.BE),
        DIRK2(ImexTableau.DIRK2),
        DIRK3(ImexTableau.DIRK3),
        IMEX111(ImexTableau.IMEX111),
        IMEX222(ImexTableau.IMEX222),
        IMEX443(ImexTableau.IMEX443);

        @SuppressWarnings("ImmutableEnumChecker") // a record of immutable values
        private final ImexTableau coefficients;

        Table(ImexTableau coefficients) {
            this.coefficients = coefficients;
        }

        public ImexTableau coefficients() {
            return coefficients;
        }
    }

    /// In which stages the basis of a K-step is augmented by those of earlier stages.
    enum Augmentation {
        SINGLE,
        DOUBLE
    }

    /// How a K-step becomes a basis.
    enum KBasis {
        SVD,
        QR
    }

    /// The sizes of the bases in which the core is solved.
    enum CoreSizes {
        PER_MODE,
        EQUAL
    }

    String RAIL = "spec rail 4.9";

    /// The RAIL integrators. Options that are left out are the robust ones, or the published ones.
    @Named(
            value = "rail",
            doc =
                    "the reduced augmentation implicit low-rank integrators, rank-adaptive, order"
                            + " 1-3: the stiff part implicit, the rest explicit")
    record Rail(
            @Key(
                            doc =
                                    "Runge-Kutta method: be, dirk2, dirk3 for equations that are"
                                        + " stiff throughout, imex111, imex222, imex443 for all;"
                                        + " left out, dirk2 or imex222",
                            source = "arXiv:2311.15143, arXiv:2503.04932")
                    Optional<Table> table,
            @Key(doc = START, min = 1) Optional<Integer> rank,
            @Key(
                            doc =
                                    "what is dropped at the end of every stage; minRank = maxRank"
                                            + " keeps the rank fixed",
                            def = "{relative: 1e-8}")
                    TruncationSettings truncation,
            @Key(
                            doc = "all options below as the authors' codes have them, unless given",
                            def = "false")
                    boolean published,
            @Key(
                            doc =
                                    "double: before a core is solved, its bases are augmented in"
                                            + " every stage; single: in first-order steps only;"
                                            + " double where left out")
                    Optional<Augmentation> augmentation,
            @Key(
                            doc =
                                    "basis of a K-step: its left singular vectors, or its QR"
                                            + " factor; svd where left out, qr as published",
                            source = RAIL)
                    Optional<KBasis> basis,
            @Key(
                            doc =
                                    "singular vectors of a K-step are kept above this fraction of"
                                            + " the largest singular value; 1e-10 where left out,"
                                            + " none for qr",
                            min = 0,
                            below = 1)
                    Optional<Double> tauK,
            @Key(
                            doc =
                                    "bases of each mode's own size, or all of the largest one's;"
                                            + " per-mode where left out, equal as published",
                            source = RAIL)
                    Optional<CoreSizes> cores,
            @Key(
                            doc =
                                    "whether bases are augmented by what the explicit part and the"
                                            + " source point to at the start of a step; true where"
                                            + " left out, false as published",
                            source = RAIL)
                    Optional<Boolean> enrichment,
            @Key(
                            doc =
                                    "directions of weight zero that the start has beyond its rank;"
                                            + " 1 where left out, 0 as published",
                            min = 0,
                            source = RAIL)
                    Optional<Integer> padding)
            implements IntegratorSettings {

        public Rail {
            augmentation = Optional.of(augmentation.orElse(Augmentation.DOUBLE));
            basis = Optional.of(basis.orElse(published ? KBasis.QR : KBasis.SVD));
            cores = Optional.of(cores.orElse(published ? CoreSizes.EQUAL : CoreSizes.PER_MODE));
            enrichment = Optional.of(enrichment.orElse(!published));
            padding = Optional.of(padding.orElse(published ? 0 : 1));
            boolean qr = basis.get() == KBasis.QR;
            if (qr && tauK.isPresent()) {
                throw new IllegalArgumentException(
                        "the basis qr keeps all its columns; leave tauK out");
            }
            if (!qr && tauK.isEmpty()) {
                tauK = Optional.of(1e-10);
            }
        }

        /// No entry is evaluated: powers stay products of factors.
        @Override
        public Pointwise pointwise() {
            return Pointwise.EXACT;
        }
    }

    @Named(value = "full", doc = "the full-rank reference: every entry is stored")
    record Full(@Key(doc = SUBSTEP, def = "rk4") SubstepSettings substep)
            implements IntegratorSettings {
        @Override
        public Pointwise pointwise() {
            return Pointwise.EXACT;
        }
    }

    /// The integrators that are built in, by name and in the order above.
    static Map<String, Class<? extends Record>> catalogue() {
        Map<String, Class<? extends Record>> catalogue = new LinkedHashMap<>();
        for (Class<?> permitted : IntegratorSettings.class.getPermittedSubclasses()) {
            if (permitted != Own.class) {
                Class<? extends Record> type = permitted.asSubclass(Record.class);
                catalogue.put(Settings.of(type).name(), type);
            }
        }
        return Collections.unmodifiableMap(catalogue);
    }
}
