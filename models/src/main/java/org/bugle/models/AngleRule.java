package org.bugle.models;

/// How the directions Ω of flight are discretised.
public enum AngleRule {
    /// Real spherical harmonics up to a degree (P_N).
    MOMENTS,
    /// A product rule: Gauss–Legendre in Ω_z, equidistant azimuths (S_N).
    QUADRATURE
}
