package org.bugle.operator.tree;

import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;
import org.bugle.linalg.Svd;
import org.bugle.lowrank.tree.Tree;

/// The singular vectors that a compression keeps of one block row.
///
/// @param basis W, with k orthonormal columns
/// @param dropped the Frobenius norm of the dropped singular values
record BlockRow(Matrix basis, double dropped) {
    /// Of a row against everything else, which is wide: the triangle of its adjoint has the same
    /// left singular vectors.
    static BlockRow of(Matrix row, Compression compression, double budget) {
        Matrix square = row.cols() > row.rows() ? Qr.of(row.adjoint()).r().adjoint() : row;
        Svd svd = Svd.of(square);
        int kept = compression.keeps(svd.singularValues(), budget);
        return new BlockRow(svd.u().columns(0, kept), Compression.tail(svd.singularValues(), kept));
    }

    /// Of a single site: one channel, or none where it couples to nothing.
    static Matrix ofSite(boolean coupled) {
        return Matrix.identity(1, coupled ? 1 : 0);
    }

    /// What one node may drop under the global rule.
    static double budget(Tree tree, Couplings beta, Compression compression) {
        int inner = tree.nodes() - tree.sites() - 1; // below the root
        return compression.rule() == Compression.Rule.GLOBAL && inner > 0
                ? compression.tolerance() * beta.norm() / Math.sqrt(2.0 * inner)
                : 0;
    }
}
