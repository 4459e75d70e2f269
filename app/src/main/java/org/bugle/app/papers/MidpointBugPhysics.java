package org.bugle.app.papers;

import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Claim;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Lab;
import org.bugle.app.reproduce.Source;
import org.bugle.linalg.structured.Lazy;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.models.Boundary;
import org.bugle.models.FullReference;
import org.bugle.models.LandauDamping;
import org.bugle.models.LatticeSchroedinger;
import org.bugle.models.MatrixProblem;
import org.bugle.substep.Substep;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The physical experiments of the midpoint BUG integrator: Vlasov–Poisson, Schrödinger.
final class MidpointBugPhysics {
    private static final Source REFERENCE = Source.REFERENCE;

    private MidpointBugPhysics() {}

    /// Figures of two digits: half a unit of the second one and 1 % are allowed.
    static List<Criterion> twoDigits(double... figures) {
        List<Criterion> criteria = new ArrayList<>();
        for (double figure : figures) {
            double unit = Math.pow(10, Math.floor(Math.log10(figure)) - 1);
            criteria.add(new Criterion.Near(figure, unit / 2 / figure + 0.01));
        }
        return criteria;
    }

    /// The start has rank 1. What fills a basis of rank 10 decides the errors of the first-order
    /// methods, but not those of 4r.
    static Experiment m5() {
        Supplier<MatrixProblem> problem =
                () ->
                        new LandauDamping(List.of(32, 64), 0.5, 0.5, List.of(-6.0, 6.0), 10)
                                .problem(1);
        Supplier<LowRankMatrix> exact = new Lazy<>(() -> full(problem.get(), 2));
        return Experiment.of(
                "M5",
                "Vlasov–Poisson equation, strong Landau damping",
                Case.of(
                        "best relative error of rank 10",
                        new Criterion.Near(1.007e-3, 0.01),
                        REFERENCE,
                        _ -> Lab.best(exact.get(), 10) / exact.get().norm()),
                Case.of(
                        "field energy of the start",
                        new Criterion.Near(3.141593, 1e-6),
                        REFERENCE,
                        _ ->
                                Lab.observed(
                                        problem.get(),
                                        "electric-energy",
                                        problem.get().start().full())),
                Case.of(
                        "field energy at the end",
                        new Criterion.Near(0.3760698, 1e-6),
                        REFERENCE,
                        _ -> Lab.observed(problem.get(), "electric-energy", exact.get())),
                Case.of(
                        "mass",
                        new Criterion.Near(12.56637, 1e-6),
                        REFERENCE,
                        _ -> Lab.observed(problem.get(), "mass", exact.get())),
                Case.curve(
                        Chart.errors("Landau damping"),
                        Methods.MIDPOINT_4R.toString(),
                        REFERENCE,
                        List.of(4.0, 8.0, 16.0, 32.0),
                        Case.near(0.01, 1.25e-3, 1.41e-3, 1.58e-3, 1.68e-3),
                        n ->
                                landau(
                                        problem.get(),
                                        problem.get().start().ofRank(10),
                                        Methods.MIDPOINT_4R,
                                        n,
                                        exact.get())),
                Case.curve(
                        new Chart(
                                "Landau damping, error of 4r over that of augmented BUG",
                                Chart.errors("").x(),
                                Chart.errors("ratio of errors").y()),
                        "from a start padded by rounding",
                        REFERENCE,
                        List.of(4.0, 8.0),
                        Case.atMost(0.2, 0.2),
                        n -> {
                            MatrixProblem landau = problem.get();
                            LowRankMatrix start =
                                    LowRankMatrix.ofDense(
                                            landau.start().full().toDense(), Truncation.toRank(10));
                            return landau(landau, start, Methods.MIDPOINT_4R, n, exact.get())
                                    / landau(landau, start, Methods.AUGMENTED, n, exact.get());
                        }));
    }

    private static double landau(
            MatrixProblem landau,
            LowRankMatrix start,
            Methods method,
            double n,
            LowRankMatrix exact) {
        int steps = (int) n;
        var integrator = method.with(Truncation.toRank(10), Substep.rk4(64 / steps));
        return Lab.run(landau, start, integrator, steps, 2).distance(exact) / exact.norm();
    }

    private static LowRankMatrix full(MatrixProblem problem, double time) {
        return FullReference.ofTightTolerance().at(problem, time);
    }

    private static MatrixProblem lattice(int points, LatticeSchroedinger.Initial initial) {
        return new LatticeSchroedinger(points, 1, 1, Boundary.PERIODIC, false, initial).problem(1);
    }

    static Experiment m7() {
        Supplier<MatrixProblem> problem = () -> lattice(64, LatticeSchroedinger.Initial.SMOOTH);
        Supplier<LowRankMatrix> exact = new Lazy<>(() -> full(problem.get(), 1));
        List<Case> cases = new ArrayList<>();
        cases.add(
                Case.of(
                        "energy of the start",
                        new Criterion.Near(0.1017295, 5e-7),
                        REFERENCE,
                        _ -> Lab.observed(problem.get(), "energy", problem.get().start().full())));
        for (Methods method : List.of(Methods.MIDPOINT_4R, Methods.AUGMENTED)) {
            double more = method == Methods.MIDPOINT_4R ? 0.01 : 0.02;
            cases.add(structure(problem, exact, method, 1e-4, 4, 7, 2.3e-8, 1.4e-8, 5.36e-4, more));
            cases.add(
                    structure(problem, exact, method, 1e-6, 5, 11, 6e-12, 1.2e-11, 3.89e-6, more));
            cases.add(
                    structure(problem, exact, method, 1e-8, 6, 13, 3.5e-12, 2.1e-11, 2.5e-8, more));
        }
        return new Experiment("M7", "Norm and energy of a Schrödinger equation", cases);
    }

    private static Case structure(
            Supplier<MatrixProblem> problem,
            Supplier<LowRankMatrix> exact,
            Methods method,
            double tolerance,
            int rankBefore,
            int rankAfter,
            double normDrift,
            double energyDrift,
            double error,
            double more) {
        String name = "%s, tolerance %.0e: ".formatted(method, tolerance);
        return Case.of(
                List.of(
                        claim(name + "rank of the start", new Criterion.Near(rankBefore, 0)),
                        claim(name + "rank at the end", new Criterion.Near(rankAfter, 0)),
                        claim(name + "drift of the norm", new Criterion.AtMost(1.05 * normDrift)),
                        claim(
                                name + "drift of the energy",
                                new Criterion.AtMost(1.05 * energyDrift)),
                        claim(name + "relative error", new Criterion.Near(error, more))),
                _ -> {
                    MatrixProblem lattice = problem.get();
                    Truncation truncation = Truncation.absolute(tolerance);
                    LowRankMatrix start = lattice.start().by(truncation);
                    LowRankMatrix end =
                            Lab.run(lattice, start, method.with(truncation, Substep.rk4(4)), 20);
                    double energy =
                            Lab.observed(lattice, "energy", end)
                                    - Lab.observed(lattice, "energy", start);
                    return List.of(
                            (double) start.rank(),
                            (double) end.rank(),
                            Math.abs(end.norm() - start.norm()),
                            Math.abs(energy),
                            end.distance(exact.get()) / exact.get().norm());
                });
    }

    private static Claim claim(String text, Criterion criterion) {
        return new Claim(text, criterion, REFERENCE);
    }

    /// Section 6.2 of the paper: 500×500, ranks 5, 10, 15.
    static Experiment lattice() {
        Supplier<MatrixProblem> problem =
                () -> lattice(500, LatticeSchroedinger.Initial.RANDOM_DECAY);
        Supplier<LowRankMatrix> exact =
                new Lazy<>(() -> new FullReference(1e-10, Long.MAX_VALUE).at(problem.get(), 1));
        Table table = new Table(problem, exact);
        List<Case> cases = new ArrayList<>();
        cases.add(
                Case.of(
                                List.of(
                                        claim("best relative error of rank 5", two(1.3e-2)),
                                        claim("best relative error of rank 10", two(9.8e-4)),
                                        claim("best relative error of rank 15", two(9.9e-5))),
                                _ -> {
                                    double norm = exact.get().norm();
                                    return List.of(
                                            Lab.best(exact.get(), 5) / norm,
                                            Lab.best(exact.get(), 10) / norm,
                                            Lab.best(exact.get(), 15) / norm);
                                })
                        .taking(15));
        Methods augmented = Methods.AUGMENTED;
        Methods four = Methods.MIDPOINT_4R;
        Methods three = Methods.MIDPOINT_3R;
        Methods parallel = Methods.PARALLEL_2;
        cases.add(table.row(5, augmented, 2.1e-1, 7.3e-2, 4.6e-2, 3.6e-2, 3.4e-2));
        cases.add(table.row(5, four, 9.5e-2, 2.1e-2, 1.6e-2, 1.8e-2, 2.4e-2));
        cases.add(table.row(10, augmented, 1.7e-1, 2.7e-2, 9.0e-3, 2.6e-3, 1.4e-3));
        cases.add(table.row(10, four, 4.0e-2, 6.6e-3, 2.4e-3, 1.2e-3, 1.0e-3));
        cases.add(table.row(10, three, 4.5e-2, 8.4e-3, 3.3e-3, 1.3e-3, 1.0e-3));
        cases.add(table.row(10, parallel, 4.5e-1, 7.2e-2, 2.3e-2, 6.1e-3, 2.2e-3));
        cases.add(table.row(15, augmented, 1.6e-1, 2.3e-2, 6.5e-3, 1.6e-3, 5.0e-4));
        cases.add(table.row(15, four, 3.2e-2, 5.3e-3, 1.6e-3, 4.3e-4, 1.9e-4));
        cases.add(table.row(15, three, 4.0e-2, 6.3e-3, 2.1e-3, 5.8e-4, 2.2e-4));
        cases.add(table.row(15, parallel, 4.4e-1, 7.1e-2, 2.2e-2, 5.5e-3, 1.7e-3));
        return new Experiment("5.2", "Discrete Schrödinger equation, 500×500", cases);
    }

    private static Criterion two(double figure) {
        return twoDigits(figure).getFirst();
    }

    private record Table(Supplier<MatrixProblem> problem, Supplier<LowRankMatrix> exact) {
        private static final List<Double> STEPS = List.of(1.0, 2.0, 3.0, 5.0, 8.0);

        Case row(int rank, Methods method, double... figures) {
            return Case.curve(
                            Chart.errors("Schrödinger equation, rank " + rank),
                            method.toString(),
                            REFERENCE,
                            STEPS,
                            twoDigits(figures),
                            n -> error(rank, method, (int) n))
                    .taking(3);
        }

        private double error(int rank, Methods method, int steps) {
            Substep substep = Substep.rk4(Math.max(1, 16 / steps));
            MatrixProblem lattice = problem.get();
            var integrator = method.with(Truncation.toRank(rank), substep);
            return Lab.run(lattice, lattice.start().ofRank(rank), integrator, steps)
                            .distance(exact.get())
                    / exact.get().norm();
        }
    }
}
