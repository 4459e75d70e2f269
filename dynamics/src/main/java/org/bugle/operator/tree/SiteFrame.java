package org.bugle.operator.tree;

import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Qr;
import org.bugle.linalg.structured.Identity;

import java.util.ArrayList;
import java.util.List;

/// Operators of one site as columns of coordinates in an orthonormal basis of their span, under ⟨A,
/// B⟩ = tr(AᴴB)/n, in which the identity has norm 1.
final class SiteFrame {
    /// The n²×K array of all operators is decomposed in panels of about so many numbers.
    private static final long PANEL = 1 << 20;

    private SiteFrame() {}

    /// The triangle R: min(n², K)×K with RᴴR = ⟨M_k, M_l⟩. Panels of a few columns of all operators
    /// are stacked under the triangle of those before, so the Gram matrix, which would square the
    /// condition, is never formed.
    static Matrix coordinates(int size, List<LinearMap> maps) {
        int width = Math.clamp(PANEL / Math.max(1, (long) size * maps.size()), 1, size);
        Matrix triangle = Matrix.zeros(0, maps.size());
        for (int from = 0; from < size; from += width) {
            int to = Math.min(size, from + width);
            int left = from;
            Matrix unit = Matrix.generate(size, to - from, (i, j) -> i == left + j ? 1 : 0);
            Matrix panel =
                    Matrix.hcat(
                            maps.stream()
                                    .map(map -> vector(map.apply(unit)))
                                    .toArray(Matrix[]::new));
            triangle = Qr.of(Matrix.vcat(triangle, panel)).r();
        }
        return triangle.times(1 / Math.sqrt(size));
    }

    static Matrix vector(Matrix a) {
        return Matrix.over(a.buffer().reshaped(a.rows() * a.cols(), 1));
    }

    /// The same for the identity and then these, with the identity as the first unit vector: row 0
    /// holds tr(M)/n.
    static Matrix fromIdentity(int size, List<LinearMap> maps) {
        List<LinearMap> all = new ArrayList<>(maps);
        all.addFirst(new Identity(size));
        Matrix r = coordinates(size, all);
        Matrix turned = r.rows(0, 1).times(r.at(0, 0).conjugate());
        return Matrix.vcat(turned, r.rows(1, r.rows()));
    }
}
