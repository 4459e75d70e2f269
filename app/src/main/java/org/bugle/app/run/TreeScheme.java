package org.bugle.app.run;

import org.bugle.app.config.InputException;
import org.bugle.app.config.IntegratorSettings;
import org.bugle.app.config.OwnIntegrator;
import org.bugle.app.config.TruncationSettings;
import org.bugle.equation.split.StagedEquation;
import org.bugle.equation.split.StagedTree;
import org.bugle.integrator.implicit.TreeRail;
import org.bugle.integrator.tree.Rejection;
import org.bugle.integrator.tree.TreeAugmentedBug;
import org.bugle.integrator.tree.TreeBug;
import org.bugle.integrator.tree.TreeIntegrator;
import org.bugle.integrator.tree.TreeMidpointBug;
import org.bugle.integrator.tree.TreeParallelBug;
import org.bugle.integrator.tree.TreeProjectorSplitting;
import org.bugle.lowrank.Moments;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.TuckerTruncation;
import org.bugle.lowrank.tree.Tree;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.lowrank.tree.TreeTruncation;
import org.bugle.models.TreeProblem;
import org.bugle.substep.ImexTableau;
import org.bugle.substep.Substep;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The method for a problem whose solution is a tensor on a tree.
record TreeScheme(TreeIntegrator integrator, TreeTensor start) implements Scheme<TreeTensor> {
    /// The integrators for trees by their names in run files.
    static final List<String> NAMES =
            List.of(
                    "projector-splitting",
                    "bug",
                    "augmented-bug",
                    "midpoint-bug",
                    "parallel-bug",
                    "rail");

    /// @throws InputException if there is no such integrator or option on a tree
    static TreeScheme of(RunInput input, TreeProblem problem) {
        return new Reading(input, problem).scheme();
    }

    @Override
    public Substep substep() {
        return integrator.substep();
    }

    @Override
    public Optional<ImexTableau> explicitPart() {
        return integrator instanceof TreeRail method
                ? Optional.of(method.rail().table()).filter(ImexTableau::hasExplicitPart)
                : Optional.empty();
    }

    @Override
    public String truncation() {
        return integrator.truncationRule().map(TreeScheme::words).orElse("none, ranks are fixed");
    }

    private static String words(TreeTruncation truncation) {
        return switch (truncation) {
            case TreeTruncation.Weighted(Truncation rule) ->
                    Truncations.words(rule) + ", for all edges together";
            case TreeTruncation.Published(Truncation rule) ->
                    Truncations.words(rule) + ", at every node alone";
            case TreeTruncation.ToRanks _ ->
                    Truncations.words(truncation.rule()) + ", at every edge";
            case TreeTruncation.Conserving(TreeTruncation inner, Moments moments, _) ->
                    "conserves %s, %s".formatted(moments.words(), words(inner));
        };
    }

    /// One reading of the settings; knows where to complain.
    private record Reading(RunInput input, TreeProblem problem) {
        TreeScheme scheme() {
            var settings = IntegratorSettings.of(input.file().integrator());
            return switch (settings) {
                case IntegratorSettings.ProjectorSplitting s ->
                        fixed(
                                s.rank(),
                                new TreeProjectorSplitting(s.order(), Substeps.of(s.substep())));
                case IntegratorSettings.Bug s ->
                        fixed(s.rank(), new TreeBug(Substeps.of(s.substep())));
                case IntegratorSettings.AugmentedBug s ->
                        adaptive(
                                s.rank(),
                                new TreeAugmentedBug(
                                        truncation(s.truncation()), Substeps.of(s.substep())));
                case IntegratorSettings.ParallelBug s -> adaptive(s.rank(), parallel(s));
                case IntegratorSettings.MidpointBug s -> adaptive(s.rank(), midpoint(s));
                case IntegratorSettings.Rail s -> rail(s);
                case IntegratorSettings.Own s -> own(s.integrator());
                case IntegratorSettings.ProjectedRk _,
                        IntegratorSettings.RetractionEuler _,
                        IntegratorSettings.Afe _,
                        IntegratorSettings.Prh _,
                        IntegratorSettings.Aprh _,
                        IntegratorSettings.ChartRk _,
                        IntegratorSettings.Gap _,
                        IntegratorSettings.RandomizedRk _,
                        IntegratorSettings.Full _ ->
                        throw input.refuse(
                                "integrator.name",
                                "must be one of %s where the solution stands on a tree, found %s"
                                        .formatted(
                                                String.join(", ", NAMES),
                                                input.integrator().name()));
            };
        }

        private TreeScheme own(OwnIntegrator s) {
            TreeIntegrator integrator =
                    s.forTrees()
                            .orElseThrow(() ->
                                    input.refuse(
                                            "integrator.name",
                                            "is %s, which is for matrices alone; the solution of %s stands on a tree"
                                                    .formatted(
                                                            input.integrator().name(),
                                                            input.file().problem())));
            return integrator.truncationRule().isPresent()
                    ? adaptive(s.startRank(), integrator)
                    : fixed(s.startRank().orElse(problem.rank()), integrator);
        }

        private TreeScheme rail(IntegratorSettings.Rail s) {
            if (!(problem.equation() instanceof StagedTree(StagedEquation split, _))) {
                throw RailMethods.withoutSplit(input);
            }
            Tree tree = problem.tree();
            if (!RailMethods.isStar(tree)) {
                throw input.refuse(
                        "integrator.name",
                        "is rail, which wants all sites under one node, found the tree " + tree);
            }
            Truncation rule =
                    s.truncation() instanceof TruncationSettings.Conserving conserving
                            ? new Conservation(input, conserving).of(problem)
                            : truncation(s.truncation()).rule();
            TreeRail integrator =
                    new TreeRail(RailMethods.of(input, s, TuckerTruncation.of(rule), split));
            TreeTensor start = adaptive(s.rank(), integrator).start();
            int rank = Collections.max(start.ranks());
            int padded = RailMethods.startRank(s, rank, rule);
            return new TreeScheme(
                    integrator, padded > rank ? problem.start().ofRank(padded) : start);
        }

        private TreeParallelBug parallel(IntegratorSettings.ParallelBug s) {
            if (s.order() != 1) {
                throw input.refuse(
                        "integrator.order",
                        "must be 1 for parallel-bug on a tree, found %d; midpoint-bug has order 2"
                                .formatted(s.order()));
            }
            return new TreeParallelBug(
                    s.block().equals(Optional.of(IntegratorSettings.Block.K))
                            ? TreeParallelBug.Block.K
                            : TreeParallelBug.Block.EULER,
                    s.rejection() ? Optional.of(Rejection.PUBLISHED) : Optional.empty(),
                    truncation(s.truncation()),
                    Substeps.of(s.substep()));
        }

        private TreeMidpointBug midpoint(IntegratorSettings.MidpointBug s) {
            if (s.variant().isPresent()) {
                throw input.refuse(
                        "integrator.variant",
                        "must be left out on a tree, where midpoint-bug has one form with bases of"
                                + " up to three times the rank");
            }
            return new TreeMidpointBug(
                    truncation(s.truncation()),
                    s.substep().map(Substeps::of).orElse(Substep.rk4()));
        }

        private TreeTruncation truncation(TruncationSettings settings) {
            Truncation rule = Truncations.of(settings);
            return switch (settings) {
                case TruncationSettings.Conserving s -> conserving(s);
                case TruncationSettings.Tail _,
                        TruncationSettings.Threshold _,
                        TruncationSettings.Weighted _ ->
                        TreeTruncation.weighted(rule);
                case TruncationSettings.Published _, TruncationSettings.L1 _ ->
                        TreeTruncation.published(rule);
            };
        }

        private TreeTruncation conserving(TruncationSettings.Conserving s) {
            if (s.remainder() == TruncationSettings.Remainder.RAW) {
                throw input.refuse(
                        "integrator.truncation.remainder",
                        "must be orthonormal for %s on a tree, found raw"
                                .formatted(input.integrator().name()));
            }
            Truncation.Conserving rule = new Conservation(input, s).of(problem);
            return new TreeTruncation.Conserving(
                    TreeTruncation.weighted(rule.rule()), rule.moments(), rule.reference());
        }

        private TreeScheme fixed(int rank, TreeIntegrator integrator) {
            return new TreeScheme(integrator, problem.start().ofRank(rank));
        }

        private TreeScheme adaptive(Optional<Integer> rank, TreeIntegrator integrator) {
            TreeTruncation truncation = integrator.truncationRule().orElseThrow();
            return new TreeScheme(
                    integrator,
                    rank.map(problem.start()::ofRank).orElseGet(() -> usualStart(truncation)));
        }

        /// As for matrices: a start of low rank can be blind.
        private TreeTensor usualStart(TreeTruncation truncation) {
            TreeTensor truncated = problem.start().by(truncation);
            int wanted = Math.min(problem.rank(), truncation.rule().maxRank());
            boolean enough =
                    truncated.ranks().isEmpty() || Collections.max(truncated.ranks()) >= wanted;
            return enough ? truncated : problem.start().ofRank(wanted);
        }
    }
}
