package org.bugle.app.papers;

import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Source;
import org.bugle.linalg.Matrix;
import org.bugle.lowrank.tree.Tree;
import org.bugle.operator.tree.Compression;
import org.bugle.operator.tree.Couplings;
import org.bugle.operator.tree.HssMatrix;
import org.bugle.operator.tree.PairHamiltonian;

import java.util.ArrayList;
import java.util.List;

/// The operators of the long-range chains: S10.
final class TtnOperators {
    private TtnOperators() {}

    static Experiment s10() {
        List<Case> cases = new ArrayList<>();
        for (double alpha : new double[] {1, 3}) {
            cases.add(spine(4, alpha, List.of(4)));
            cases.add(spine(8, alpha, List.of(6, 4)));
            cases.add(spine(16, alpha, List.of(10, 6, 4)));
        }
        cases.add(largest(1e-12, 18));
        cases.add(largest(1e-8, 15));
        cases.add(largest(1e-4, 10));
        cases.add(
                Case.of(
                        "8 spins, tolerance 1e-4: spectral error of the operator",
                        new Criterion.Near(1.3753e-4, 1e-3),
                        Source.REFERENCE,
                        _ -> {
                            PairHamiltonian h = TtnChain.longRange(8, 1);
                            return matrix(h, 1e-4).minus(matrix(h, 1e-13)).norm2();
                        }));
        return new Experiment("S10", "Ranks of the operators of long-range chains", cases);
    }

    private static Matrix matrix(PairHamiltonian h, double tolerance) {
        return h.toOperator(
                        Tree.balanced(h.sites()),
                        Compression.local(tolerance),
                        PairHamiltonian.Form.MERGED)
                .toMatrix();
    }

    private static HssMatrix hss(int sites, double alpha, double tolerance) {
        return HssMatrix.compressed(
                Tree.balanced(sites),
                Couplings.power(sites, 2, alpha),
                Compression.local(tolerance));
    }

    private static Case spine(int sites, double alpha, List<Integer> expected) {
        return Case.of(
                "%d spins, α = %.0f: ranks along the first children other than %s"
                        .formatted(sites, alpha, expected),
                new Criterion.AtMost(0),
                Source.REFERENCE,
                _ -> {
                    HssMatrix hss = hss(sites, alpha, 1e-13);
                    int node = hss.tree().root();
                    int differing = 0;
                    for (int rank : expected) {
                        node = hss.tree().child(node, 0);
                        differing += hss.channels(node) + 2 == rank ? 0 : 1;
                    }
                    return differing;
                });
    }

    private static Case largest(double tolerance, int rank) {
        return Case.of(
                "64 spins, α = 1, tolerance %.0e: largest rank".formatted(tolerance),
                new Criterion.Near(rank, 0),
                Source.REFERENCE,
                _ -> hss(64, 1, tolerance).maxChannels() + 2);
    }
}
