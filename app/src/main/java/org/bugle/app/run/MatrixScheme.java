package org.bugle.app.run;

import org.bugle.app.config.IntegratorSettings;
import org.bugle.app.config.OwnIntegrator;
import org.bugle.app.config.SubstepSettings;
import org.bugle.app.config.TruncationSettings;
import org.bugle.equation.split.MatrixSplit;
import org.bugle.equation.split.StagedEquation;
import org.bugle.integrator.implicit.MatrixRail;
import org.bugle.integrator.manifold.Acceleration;
import org.bugle.integrator.manifold.Afe;
import org.bugle.integrator.manifold.Aprh;
import org.bugle.integrator.manifold.ChartRungeKutta;
import org.bugle.integrator.manifold.CurvatureGuard;
import org.bugle.integrator.manifold.Prh;
import org.bugle.integrator.manifold.RetractionEuler;
import org.bugle.integrator.matrix.AugmentedBug;
import org.bugle.integrator.matrix.Bug;
import org.bugle.integrator.matrix.FullRank;
import org.bugle.integrator.matrix.Gap;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.integrator.matrix.MidpointBug;
import org.bugle.integrator.matrix.ParallelBug;
import org.bugle.integrator.matrix.ProjectedRungeKutta;
import org.bugle.integrator.matrix.ProjectorSplitting;
import org.bugle.integrator.randomized.Oversampling;
import org.bugle.integrator.randomized.RandomizedRungeKutta;
import org.bugle.integrator.randomized.SketchKind;
import org.bugle.integrator.randomized.SketchSource;
import org.bugle.integrator.randomized.Sketching;
import org.bugle.lowrank.Conserving;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.TuckerTruncation;
import org.bugle.models.MatrixProblem;
import org.bugle.substep.ImexTableau;
import org.bugle.substep.Substep;

import java.util.Optional;

/// The method for a problem whose solution is a matrix.
record MatrixScheme(MatrixIntegrator integrator, LowRankMatrix start)
        implements Scheme<LowRankMatrix> {

    /// @throws org.bugle.app.config.InputException if an option cannot act for this problem
    static MatrixScheme of(RunInput input, MatrixProblem problem) {
        return new Reading(input, problem).scheme();
    }

    @Override
    public Substep substep() {
        return integrator.substep();
    }

    @Override
    public Optional<ImexTableau> explicitPart() {
        return integrator instanceof MatrixRail method
                ? Optional.of(method.rail().table()).filter(ImexTableau::hasExplicitPart)
                : Optional.empty();
    }

    @Override
    public String truncation() {
        return integrator
                .truncationRule()
                .map(Truncations::words)
                .orElse("none, the rank is fixed");
    }

    /// One reading of the settings; knows where to complain.
    private record Reading(RunInput input, MatrixProblem problem) {
        MatrixScheme scheme() {
            return switch (IntegratorSettings.of(input.file().integrator())) {
                case IntegratorSettings.ProjectorSplitting s ->
                        fixed(s.rank(), new ProjectorSplitting(s.order(), substep(s.substep())));
                case IntegratorSettings.Bug s -> fixed(s.rank(), new Bug(substep(s.substep())));
                case IntegratorSettings.AugmentedBug s ->
                        adaptive(
                                s.rank(),
                                new AugmentedBug(truncation(s.truncation()), substep(s.substep())));
                case IntegratorSettings.MidpointBug s ->
                        adaptive(
                                s.rank(),
                                new MidpointBug(
                                        variant(
                                                s.variant()
                                                        .orElse(IntegratorSettings.Variant.FOUR_R)),
                                        truncation(s.truncation()),
                                        s.substep().map(Substeps::of).orElse(Substep.euler())));
                case IntegratorSettings.ParallelBug s -> adaptive(s.rank(), parallel(s));
                case IntegratorSettings.ProjectedRk s ->
                        fixed(
                                s.rank(),
                                new ProjectedRungeKutta(s.tableau().orElseThrow().coefficients()));
                case IntegratorSettings.RetractionEuler s ->
                        fixed(s.rank(), new RetractionEuler(s.retraction().retraction()));
                case IntegratorSettings.Afe s ->
                        fixed(
                                s.rank(),
                                new Afe(
                                        s.retraction().retraction(),
                                        acceleration(s.acceleration()),
                                        guard(s.guard())));
                case IntegratorSettings.Prh s ->
                        fixed(s.rank(), new Prh(s.retraction().retraction()));
                case IntegratorSettings.Aprh s ->
                        fixed(
                                s.rank(),
                                new Aprh(
                                        s.retraction().retraction(),
                                        acceleration(s.acceleration()),
                                        guard(s.guard()),
                                        Aprh.Estimate.NONE));
                case IntegratorSettings.ChartRk s ->
                        fixed(
                                s.rank(),
                                new ChartRungeKutta(
                                        s.retraction().retraction(),
                                        s.tableau().orElseThrow().coefficients()));
                case IntegratorSettings.Gap s -> gap(s);
                case IntegratorSettings.RandomizedRk s -> randomized(s);
                case IntegratorSettings.Rail s -> rail(s);
                case IntegratorSettings.Own s -> own(s.integrator());
                case IntegratorSettings.Full s ->
                        new MatrixScheme(
                                new FullRank(substep(s.substep())), problem.start().full());
            };
        }

        private MatrixScheme own(OwnIntegrator s) {
            MatrixIntegrator integrator =
                    s.forMatrices()
                            .orElseThrow(() ->
                                    input.refuse(
                                            "integrator.name",
                                            "is %s, which is for tensors on trees alone; the solution of %s is a matrix"
                                                    .formatted(
                                                            input.integrator().name(),
                                                            input.file().problem())));
            return integrator.truncationRule().isPresent()
                    ? adaptive(s.startRank(), integrator)
                    : fixed(s.startRank().orElse(problem.rank()), integrator);
        }

        private MatrixScheme rail(IntegratorSettings.Rail s) {
            s.rank().ifPresent(r -> requireRank("integrator.rank", r));
            Truncation truncation = truncation(s.truncation());
            StagedEquation split =
                    MatrixSplit.of(problem.equation())
                            .orElseThrow(() -> RailMethods.withoutSplit(input));
            LowRankMatrix start =
                    s.rank().map(problem.start()::ofRank).orElseGet(() -> usualStart(truncation));
            int padded = RailMethods.startRank(s, start.rank(), truncation);
            int most = Math.min(problem.m(), problem.n());
            return new MatrixScheme(
                    new MatrixRail(
                            RailMethods.of(input, s, TuckerTruncation.of(truncation), split)),
                    problem.start().ofRank(Math.min(most, padded)));
        }

        private MatrixScheme gap(IntegratorSettings.Gap s) {
            Substep substepK = substep(s.substepK().orElse(s.substep()));
            Substep substepL = substep(s.substepL().orElse(s.substep()));
            Gap.Sequence sequence =
                    switch (s.sequence()) {
                        case LK -> Gap.Sequence.LK;
                        case KL -> Gap.Sequence.KL;
                    };
            if (s.truncation().isEmpty()) {
                return fixed(
                        s.rank().orElse(problem.rank()),
                        new Gap(sequence, new Gap.Variant.Fixed(), substepK, substepL));
            }
            Truncation truncation = truncation(s.truncation().get());
            Gap.Variant variant =
                    s.variant().equals(Optional.of(IntegratorSettings.GapVariant.CONSERVATIVE))
                            ? new Gap.Variant.Conservative(conserving(s.moments(), truncation))
                            : new Gap.Variant.Augmented(truncation);
            return adaptive(s.rank(), new Gap(sequence, variant, substepK, substepL));
        }

        private Conserving conserving(int moments, Truncation truncation) {
            if (truncation.maxRank() <= moments) {
                throw input.refuse(
                        "integrator.moments",
                        "must be below truncation.maxRank = %d, found %d"
                                .formatted(truncation.maxRank(), moments));
            }
            return new Conserving(moments, truncation);
        }

        private ParallelBug parallel(IntegratorSettings.ParallelBug s) {
            boolean euler = s.block().equals(Optional.of(IntegratorSettings.Block.EULER));
            if (s.order() == 2 && euler) {
                throw input.refuse("integrator.block", "must be k for order 2, found euler");
            }
            return new ParallelBug(
                    s.order(),
                    euler ? ParallelBug.Block.EULER : ParallelBug.Block.K,
                    s.rejection(),
                    truncation(s.truncation()),
                    substep(s.substep()));
        }

        /// Of fixed rank it starts from two sketches of the initial value, as its source does.
        private MatrixScheme randomized(IntegratorSettings.RandomizedRk s) {
            Optional<Truncation> tolerance = s.truncation().map(this::truncation);
            int rank =
                    s.rank().orElse(Math.min(problem.rank(), Math.min(problem.m(), problem.n())));
            RandomizedRungeKutta integrator =
                    new RandomizedRungeKutta(
                            s.tableau().coefficients(),
                            s.stageRank(),
                            tolerance.orElse(Truncation.toRank(rank)),
                            sketching(s));
            if (!integrator.truncation().isFixedRank()) {
                return adaptive(s.rank(), integrator);
            }
            requireRank("integrator.rank", integrator.truncation().maxRank());
            return new MatrixScheme(integrator, integrator.start(problem.start().full()));
        }

        private Sketching sketching(IntegratorSettings.RandomizedRk s) {
            SketchKind kind =
                    switch (s.sketch()) {
                        case GAUSSIAN -> SketchKind.GAUSSIAN;
                        case RADEMACHER -> SketchKind.RADEMACHER;
                        case SPARSE_SIGN -> SketchKind.SPARSE_SIGN;
                        case SRHT -> SketchKind.SRHT;
                        case KHATRI_RAO -> SketchKind.KHATRI_RAO;
                    };
            Sketching.Reuse reuse =
                    switch (s.sketches()) {
                        case FRESH -> Sketching.Reuse.FRESH;
                        case CONSTANT -> Sketching.Reuse.CONSTANT;
                    };
            Oversampling oversampling =
                    s.oversampling()
                            .map(both -> Oversampling.of(both.getFirst(), both.getLast()))
                            .orElse(Oversampling.USUAL);
            return new Sketching(
                    kind, reuse, oversampling, new SketchSource.Seeded(input.file().seed()));
        }

        private MatrixScheme fixed(int rank, MatrixIntegrator integrator) {
            requireRank("integrator.rank", rank);
            return new MatrixScheme(integrator, problem.start().ofRank(rank));
        }

        private MatrixScheme adaptive(Optional<Integer> rank, MatrixIntegrator integrator) {
            rank.ifPresent(r -> requireRank("integrator.rank", r));
            Truncation truncation = integrator.truncationRule().orElseThrow();
            return new MatrixScheme(
                    integrator,
                    rank.map(problem.start()::ofRank).orElseGet(() -> usualStart(truncation)));
        }

        /// A start of low rank can be blind: where F(Y₀) is orthogonal to the bases, no step sees
        /// it. Hence it is padded to the rank that is known to do.
        private LowRankMatrix usualStart(Truncation truncation) {
            LowRankMatrix truncated = problem.start().by(truncation);
            int wanted = Math.min(problem.rank(), truncation.maxRank());
            return truncated.rank() >= wanted ? truncated : problem.start().ofRank(wanted);
        }

        private void requireRank(String key, int rank) {
            int most = Math.min(problem.m(), problem.n());
            if (rank > most) {
                throw input.refuse(
                        key,
                        "must be at most min(m, n) = %d for %s with its %d×%d values, found %d"
                                .formatted(
                                        most,
                                        input.file().problem(),
                                        problem.m(),
                                        problem.n(),
                                        rank));
            }
        }

        private Truncation truncation(TruncationSettings settings) {
            requireRank("integrator.truncation.minRank", settings.minRank());
            return switch (settings) {
                case TruncationSettings.Tail _, TruncationSettings.Threshold _ ->
                        Truncations.of(settings);
                case TruncationSettings.Conserving conserving ->
                        new Conservation(input, conserving).of(problem);
                case TruncationSettings.Weighted _,
                        TruncationSettings.Published _,
                        TruncationSettings.L1 _ ->
                        throw input.refuse(
                                "integrator.truncation.rule",
                                "must be tail, threshold or conserving for %s, whose solution is a matrix, found %s"
                                        .formatted(
                                                input.file().problem(),
                                                Truncations.name(settings)));
            };
        }

        private static Substep substep(SubstepSettings settings) {
            return Substeps.of(settings);
        }

        private static Acceleration acceleration(IntegratorSettings.Accelerate acceleration) {
            return switch (acceleration) {
                case ANALYTIC -> Acceleration.analytic();
                case DIFFERENCE -> Acceleration.difference();
            };
        }

        private static CurvatureGuard guard(double factor) {
            return factor > 0 ? new CurvatureGuard(factor) : CurvatureGuard.OFF;
        }

        private static MidpointBug.Variant variant(IntegratorSettings.Variant variant) {
            return switch (variant) {
                case FOUR_R -> MidpointBug.Variant.R4;
                case THREE_R -> MidpointBug.Variant.R3;
                case THREE_R_FIXED -> MidpointBug.Variant.R3_FIXED;
                case EXPLICIT -> MidpointBug.Variant.EXPLICIT;
            };
        }
    }
}
