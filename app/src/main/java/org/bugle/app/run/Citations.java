package org.bugle.app.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The works that a method comes from, for reports.
final class Citations {
    private static final Map<String, List<String>> WORKS =
            Map.of(
                    "projector-splitting",
                    List.of(
                            "C. Lubich, I. V. Oseledets: A projector-splitting integrator for"
                                + " dynamical low-rank approximation. BIT Numer. Math. 54 (2014)"
                                + " 171–188."),
                    "bug",
                    List.of(
                            "G. Ceruti, C. Lubich: An unconventional robust integrator for"
                                + " dynamical low-rank approximation. BIT Numer. Math. 62 (2022)"
                                + " 23–44. arXiv:2010.02022."),
                    "augmented-bug",
                    List.of(
                            "G. Ceruti, J. Kusch, C. Lubich: A rank-adaptive robust integrator for"
                                + " dynamical low-rank approximation. BIT Numer. Math. 62 (2022)"
                                + " 1149–1174. arXiv:2104.05247."),
                    "midpoint-bug",
                    List.of(
                            "G. Ceruti, L. Einkemmer, J. Kusch, C. Lubich: A robust second-order"
                                    + " low-rank BUG integrator based on the midpoint rule."
                                    + " arXiv:2402.08607."),
                    "gap",
                    List.of(
                            "G. Ceruti, N. Crouseilles, L. Einkemmer: A Galerkin Alternating"
                                    + " Projection Method for Kinetic Equations in the Diffusive"
                                    + " Limit. arXiv:2505.19929."),
                    "parallel-bug",
                    List.of(
                            "G. Ceruti, J. Kusch, C. Lubich: A parallel rank-adaptive integrator"
                                    + " for dynamical low-rank approximation. arXiv:2304.05660.",
                            "J. Kusch: Second-order robust parallel integrators for dynamical"
                                    + " low-rank approximation. arXiv:2403.02834."),
                    "projected-rk",
                    List.of(
                            "E. Kieri, B. Vandereycken: Projection methods for dynamical low-rank"
                                    + " approximation of high-dimensional problems. Comput. Methods"
                                    + " Appl. Math. 19 (2019) 73–92."),
                    "rail",
                    List.of(
                            "J. Nakao, J.-M. Qiu, L. Einkemmer: Reduced Augmentation Implicit"
                                    + " Low-rank (RAIL) integrators for advection-diffusion and"
                                    + " Fokker-Planck models. SIAM J. Sci. Comput. 47 (2025)."
                                    + " arXiv:2311.15143."),
                    "randomized-rk",
                    List.of(
                            "H. Y. Lam, G. Ceruti, D. Kressner: Randomized low-rank Runge-Kutta"
                                    + " methods. arXiv:2409.06384."));

    private static final Set<String> ON_THE_MANIFOLD =
            Set.of("retraction-euler", "afe", "prh", "aprh", "chart-rk");

    private static final List<String> RETRACTIONS =
            List.of(
                    "A. Séguin, G. Ceruti, D. Kressner: From low-rank retractions to dynamical"
                            + " low-rank approximation and back. BIT Numer. Math. 64 (2024)."
                            + " arXiv:2309.06125.",
                    "A. Séguin, D. Kressner: Hermite interpolation with retractions on manifolds."
                            + " arXiv:2212.12259.");

    private static final Map<String, List<String>> ON_TREES =
            Map.of(
                    "rail",
                    List.of(
                            "J. Nakao, G. Ceruti, L. Einkemmer: A Reduced Augmentation Implicit"
                                    + " Low-rank (RAIL) integrator for three-dimensional diffusion"
                                    + " and advection-diffusion equations in the Tucker tensor"
                                    + " format. arXiv:2503.04932."),
                    "projector-splitting",
                    List.of(
                            "G. Ceruti, C. Lubich, H. Walach: Time integration of tree tensor"
                                    + " networks. SIAM J. Numer. Anal. 59 (2021) 289–313."
                                    + " arXiv:2002.11392."),
                    "parallel-bug",
                    List.of(
                            "G. Ceruti, J. Kusch, C. Lubich, D. Sulz: A parallel basis update and"
                                    + " Galerkin integrator for tree tensor networks."
                                    + " arXiv:2412.00858."),
                    "augmented-bug",
                    List.of(
                            "G. Ceruti, C. Lubich, D. Sulz: Rank-adaptive time integration of tree"
                                    + " tensor networks. SIAM J. Numer. Anal. 61 (2023) 194–222."
                                    + " arXiv:2201.10291."));

    private Citations() {}

    /// With the works that carry the method over to trees.
    ///
    /// @param integrator its name in run files
    static List<String> onTrees(String integrator) {
        List<String> works = new ArrayList<>(of(integrator));
        works.addAll(ON_TREES.getOrDefault(integrator, List.of()));
        return works;
    }

    /// @param integrator its name in run files
    static List<String> of(String integrator) {
        return ON_THE_MANIFOLD.contains(integrator)
                ? RETRACTIONS
                : WORKS.getOrDefault(integrator, List.of());
    }
}
