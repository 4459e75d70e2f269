package org.bugle.app.run;

import org.bugle.app.config.InputException;
import org.bugle.app.config.IntegratorSettings;
import org.bugle.equation.split.MatrixSplit;
import org.bugle.equation.split.StagedEquation;
import org.bugle.equation.split.StagedTree;
import org.bugle.integrator.implicit.Rail;
import org.bugle.integrator.implicit.RailOptions;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.TuckerTruncation;
import org.bugle.lowrank.tree.Tree;
import org.bugle.models.MatrixProblem;
import org.bugle.models.Problem;
import org.bugle.models.TreeProblem;
import org.bugle.substep.ImexTableau;

/// RAIL from settings, for matrices and on stars.
final class RailMethods {
    private RailMethods() {}

    /// Whether the equation of a problem, and its tree, are such that RAIL has a way to treat them.
    static boolean fits(Problem<?> problem) {
        return switch (problem) {
            case MatrixProblem p -> MatrixSplit.of(p.equation()).isPresent();
            case TreeProblem p -> p.equation() instanceof StagedTree && isStar(p.tree());
        };
    }

    static boolean isStar(Tree tree) {
        return tree.equals(Tree.star(tree.sites()));
    }

    /// @throws InputException if the table has no explicit part and the equation wants one
    static Rail of(
            RunInput input,
            IntegratorSettings.Rail s,
            TuckerTruncation truncation,
            StagedEquation equation) {
        boolean nonstiff = equation.hasNonstiff();
        ImexTableau table =
                s.table()
                        .map(IntegratorSettings.Table::coefficients)
                        .orElse(nonstiff ? ImexTableau.IMEX222 : ImexTableau.DIRK2);
        if (nonstiff && !table.hasExplicitPart()) {
            throw input.refuse(
                    "integrator.table",
                    "must be imex111, imex222 or imex443 for %s, whose equation has terms that are not stiff, found %s"
                            .formatted(input.file().problem(), table.name()));
        }
        return new Rail(table, truncation, options(s));
    }

    private static RailOptions options(IntegratorSettings.Rail s) {
        return new RailOptions(
                switch (s.augmentation().orElseThrow()) {
                    case SINGLE -> RailOptions.Augmentation.SINGLE;
                    case DOUBLE -> RailOptions.Augmentation.DOUBLE;
                },
                s.tauK()
                        .<RailOptions.KBasis>map(RailOptions.KBasis.Svd::new)
                        .orElse(new RailOptions.KBasis.Qr()),
                switch (s.cores().orElseThrow()) {
                    case PER_MODE -> RailOptions.Cores.PER_MODE;
                    case EQUAL -> RailOptions.Cores.EQUAL;
                },
                s.enrichment().orElseThrow()
                        ? RailOptions.Enrichment.FLUX
                        : RailOptions.Enrichment.NONE);
    }

    /// With the padding, as far as the truncation allows the rank.
    static int startRank(IntegratorSettings.Rail s, int rank, Truncation rule) {
        int padded = rank + s.padding().orElseThrow();
        return Math.max(rank, Math.min(padded, rule.maxRank()));
    }

    /// Of a problem whose equation has parts that RAIL has no way to treat.
    static InputException withoutSplit(RunInput input) {
        return input.refuse(
                "integrator.name",
                "is rail, which wants linear parts that are separable, sources of low rank and powers of the solution, and %s has others; choose another integrator"
                        .formatted(input.file().problem()));
    }
}
