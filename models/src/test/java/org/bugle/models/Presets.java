package org.bugle.models;

import java.util.List;

/// The parameters of the specs' experiments.
final class Presets {
    private Presets() {}

    static Riccati riccati(int points, Double... singularValues) {
        return new Riccati(points, List.of(singularValues), List.of(1, 2, 3, 5), 1, 0.5, 1, 0.5);
    }

    static MatrixProblem m1() {
        return riccati(40, 1.0, 0.5, 0.25, 0.125).problem(1);
    }

    static MatrixProblem m2() {
        return riccati(40, 1.0, 1e-3, 1e-6, 1e-9).problem(1);
    }

    static MatrixProblem m3() {
        return new MovingGaussians(
                        List.of(50, 40),
                        List.of(-6.0, 6.0),
                        List.of(-5.0, 5.0),
                        List.of(-1.0, 1.0),
                        List.of(1.0, -0.5),
                        List.of(1.0, 0.5),
                        List.of(0.0, -1.0),
                        List.of(1.0, -1.0),
                        List.of(0.5, 1.0))
                .problem(1);
    }

    static MatrixProblem m4() {
        return new ShiftedLyapunov(64, 1, List.of(0.5, -0.3), 11, 20, 0, false).problem(1);
    }

    static MatrixProblem landau(List<Integer> points, double amplitude) {
        return new LandauDamping(points, amplitude, 0.5, List.of(-6.0, 6.0), 10).problem(1);
    }

    static MatrixProblem heat(int points) {
        return new Heat(points, 1, 1, 10, List.of(1.0, 0.5), List.of(1, 2), List.of(1, 3))
                .problem(1);
    }

    static MatrixProblem lattice(int points, LatticeSchroedinger.Initial initial) {
        return new LatticeSchroedinger(points, 1, 1, Boundary.PERIODIC, false, initial).problem(1);
    }

    static MatrixProblem rotating(int points, RotatingSingularValues.Form form) {
        return new RotatingSingularValues(
                        points,
                        0.5,
                        form,
                        RotatingSingularValues.Generator.WAVES,
                        List.of(0.7, 1.1, 0.3),
                        List.of(1.3, 0.2, 0.9),
                        RotatingSingularValues.Scaling.SPECTRAL)
                .problem(1);
    }

    static PlaneSource planeSource(
            int cells, int moments, double halfLength, double width, Derivative derivative) {
        return new PlaneSource(
                cells,
                moments,
                halfLength,
                width,
                0,
                1,
                1,
                0,
                derivative,
                Boundary.PERIODIC,
                Math.min(10, moments));
    }

    static LineSource lineSource(int cells, int degree, double width) {
        return new LineSource(
                cells,
                AngleRule.MOMENTS,
                degree,
                List.of(4, 6),
                1.5,
                width,
                0,
                1,
                1,
                0,
                Derivative.FOURIER,
                Boundary.PERIODIC,
                10);
    }

    static PeriodicPlane periodicPlane(int points, AngleRule angle, double knudsen) {
        return new PeriodicPlane(
                points, angle, 5, List.of(6, 12), 0.5, knudsen, 1, 0, Derivative.FOURIER, 6);
    }

    static RadiationLattice radiationLattice(
            int cells, int degree, RadiationLattice.Eleventh eleventh) {
        return new RadiationLattice(
                cells,
                AngleRule.MOMENTS,
                degree,
                List.of(4, 6),
                1,
                10,
                1,
                RadiationLattice.Middle.SCATTERING,
                eleventh,
                Derivative.UPWIND,
                Boundary.ZERO,
                10);
    }
}
