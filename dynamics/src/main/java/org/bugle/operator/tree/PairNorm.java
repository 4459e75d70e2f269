package org.bugle.operator.tree;

import org.bugle.linalg.Complex;
import org.bugle.linalg.LinearMap;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.structured.Identity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The normalised Frobenius norm of a pair operator (spec `ttno` §3.10). Every operator of a site
/// is split into its trace part and the rest, A = tr(A)/n · I + Â; the constant, the one-site rests
/// and the two-site rests are orthogonal to each other, so ‖H‖² is the sum of their squares, the
/// last one Σ_{f,g} Σ_{i<j} conj(β^f) β^g ⟨D̂_i^f, D̂_i^g⟩⟨Ê_j^f, Ê_j^g⟩.
final class PairNorm {
    private static final int LOCAL = 1; // columns are I, s, D¹, E¹, D², E², …

    private final List<PairFamily> families;
    private final List<Site> sites = new ArrayList<>();
    private Complex constant = Complex.ZERO;
    private Complex twoSite = Complex.ZERO;

    /// @param coordinates of the operators, those of the identity being e₁
    /// @param rests the inner products of the operators without their trace parts
    private record Part(Matrix coordinates, Matrix rests) {
        static Part of(int size, List<LinearMap> maps) {
            Matrix coordinates = SiteFrame.fromIdentity(size, maps);
            Matrix rest = coordinates.rows(1, coordinates.rows());
            return new Part(coordinates, rest.adjointTimes(rest));
        }
    }

    /// A site and the coefficients with which its operators stand in one-site terms.
    private static final class Site {
        private final Part part;
        private final Complex[] weights;

        Site(Part part) {
            this.part = part;
            weights = new Complex[part.coordinates.cols()];
            Arrays.fill(weights, Complex.ZERO);
        }

        Complex trace(int operator) {
            return part.coordinates.at(0, operator);
        }

        void add(int operator, Complex weight) {
            weights[operator] = weights[operator].plus(weight);
        }

        double restNorm() {
            Matrix w = Matrix.generateComplex(weights.length, 1, (k, _) -> weights[k]);
            return part.coordinates.rows(1, part.coordinates.rows()).times(w).norm();
        }
    }

    private PairNorm(PairHamiltonian h) {
        families = h.families();
        Map<List<LinearMap>, Part> parts = new HashMap<>();
        for (int i = 0; i < h.sites(); i++) {
            int size = h.sizes().get(i);
            List<LinearMap> maps = new ArrayList<>();
            maps.add(h.local().get(i).orElse(new Identity(size)));
            for (PairFamily family : families) {
                maps.add(family.left().get(i));
                maps.add(family.right().get(i));
            }
            Site site = new Site(parts.computeIfAbsent(maps, all -> Part.of(size, all)));
            if (h.local().get(i).isPresent()) {
                site.add(LOCAL, Complex.ONE);
                constant = constant.plus(site.trace(LOCAL));
            }
            sites.add(site);
        }
    }

    private static int left(int family) {
        return LOCAL + 1 + 2 * family;
    }

    private static int right(int family) {
        return left(family) + 1;
    }

    static double of(PairHamiltonian h) {
        PairNorm norm = new PairNorm(h);
        for (int i = 0; i < h.sites(); i++) {
            for (int j = i + 1; j < h.sites(); j++) {
                norm.add(i, j);
            }
        }
        double result = Math.hypot(norm.constant.abs(), Math.sqrt(Math.max(0, norm.twoSite.re())));
        for (Site site : norm.sites) {
            result = Math.hypot(result, site.restNorm());
        }
        return result;
    }

    private void add(int i, int j) {
        Site a = sites.get(i);
        Site b = sites.get(j);
        Complex[] betas = new Complex[families.size()];
        for (int f = 0; f < betas.length; f++) {
            Complex beta = families.get(f).beta().at(i, j);
            betas[f] = beta;
            Complex here = beta.times(a.trace(left(f)));
            constant = constant.plus(here.times(b.trace(right(f))));
            a.add(left(f), beta.times(b.trace(right(f))));
            b.add(right(f), here);
        }
        for (int f = 0; f < betas.length; f++) {
            for (int g = 0; g < betas.length; g++) {
                Complex sites =
                        a.part.rests
                                .at(left(f), left(g))
                                .times(b.part.rests.at(right(f), right(g)));
                twoSite = twoSite.plus(betas[f].conjugate().times(betas[g]).times(sites));
            }
        }
    }
}
