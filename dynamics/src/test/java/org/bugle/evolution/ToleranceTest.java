package org.bugle.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.evolution.SmallProblems.SmallProblem;
import org.bugle.integrator.matrix.AugmentedBug;
import org.bugle.integrator.matrix.Bug;
import org.bugle.integrator.matrix.FullRank;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.integrator.matrix.MidpointBug;
import org.bugle.integrator.matrix.ParallelBug;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.substep.Span;
import org.bugle.substep.Substep;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// The relative error at the end lies between a hundredth of the tolerance and ten times the
/// tolerance, and falls with it.
class ToleranceTest {
    private static final Truncation ANY = Truncation.relative(0);

    private static final MatrixIntegrator AUGMENTED = new AugmentedBug(ANY, Substep.rk4());

    private static final MatrixIntegrator R3 =
            new MidpointBug(MidpointBug.Variant.R3, ANY, Substep.rk4());

    private static final MatrixIntegrator R4 =
            new MidpointBug(MidpointBug.Variant.R4, ANY, Substep.rk4());

    private static final MatrixIntegrator PARALLEL =
            new ParallelBug(2, ParallelBug.Block.K, false, ANY, Substep.rk4());

    private static final Solved RICCATI =
            new Solved("Riccati", SmallProblems.riccati(), SmallProblems.riccatiSolution());
    private static final Solved SCHROEDINGER =
            Solved.of("Schrödinger", SmallProblems.schroedinger(32), 2000);
    private static final Solved LANDAU = Solved.of("Landau", SmallProblems.landau(), 1000);

    static final List<Solved> PROBLEMS = List.of(RICCATI, SCHROEDINGER, LANDAU);

    /// A problem with its solution.
    record Solved(String name, SmallProblem problem, LowRankMatrix solution) {
        static Solved of(String name, SmallProblem problem, int steps) {
            return new Solved(name, problem, problem.solved(steps));
        }

        @Override
        public String toString() {
            return name;
        }

        Trajectory<LowRankMatrix> run(MatrixIntegrator integrator, double tolerance) {
            return Evolution.of(problem.equation())
                    .from(problem.start())
                    .with(integrator)
                    .until(problem.end())
                    .tolerance(tolerance)
                    .run();
        }

        double error(MatrixIntegrator integrator, double tolerance) {
            return SmallProblems.error(run(integrator, tolerance).state(), solution);
        }
    }

    private static void errorsFollow(
            Solved problem, MatrixIntegrator integrator, double... tolerances) {
        List<Double> errors = new ArrayList<>();
        for (double tolerance : tolerances) {
            double error = problem.error(integrator, tolerance);
            assertThat(error)
                    .as("%s by %s at %s", problem, integrator, tolerance)
                    .isBetween(tolerance / 100, 10 * tolerance);
            errors.add(-error);
        }
        assertThat(errors).isSorted();
    }

    @ParameterizedTest
    @FieldSource("PROBLEMS")
    void errorsFollowTheTolerance(Solved problem) {
        errorsFollow(problem, AUGMENTED, 1e-3, 1e-4);
        errorsFollow(problem, R3, 1e-3, 1e-4, 1e-5);
        errorsFollow(problem, R4, 1e-3, 1e-4, 1e-5);
        errorsFollow(problem, PARALLEL, 1e-3, 1e-4);
    }

    @ParameterizedTest
    @FieldSource("PROBLEMS")
    @Tag("slow")
    void errorsFollowTheToleranceToItsEnd(Solved problem) {
        errorsFollow(problem, AUGMENTED, 1e-4, 1e-5);
        errorsFollow(problem, R3, 1e-5, 1e-6, 1e-7, 1e-8);
        errorsFollow(problem, R4, 1e-5, 1e-6, 1e-7, 1e-8);
    }

    @Test // u₀ and v₀ = Maxwellian see nothing of F: F V₀ = 0 and Fᴴ U₀ = 0
    void aBlindStartIsSeen() {
        Trajectory<LowRankMatrix> run = LANDAU.run(AUGMENTED, 1e-3);
        assertThat(run.rows().getFirst().ranks()).containsExactly(1);
        assertThat(run.rows().get(1).rejectedForRank()).isPositive();
        assertThat(run.rows().get(1).ranks().getFirst()).isGreaterThan(1);
    }

    @Test
    void rejectedStepsAreCountedWithTheirReason() {
        Trajectory<LowRankMatrix> run = LANDAU.run(AUGMENTED, 1e-3);
        int forError = run.rows().stream().mapToInt(Row::rejectedForError).sum();
        int forRank = run.rows().stream().mapToInt(Row::rejectedForRank).sum();
        int evaluations = run.rows().stream().mapToInt(Row::evaluations).sum();

        assertThat(forError).isPositive();
        assertThat(run.last().rejected()).isEqualTo(forError + forRank);
        assertThat(run.last().evaluations()).isEqualTo(evaluations);
        assertThat(run.rows().subList(1, run.rows().size()))
                .allSatisfy(row -> assertThat(row.errorEstimate()).isBetween(0.0, 1e-3));
    }

    @Test
    void ofADoubledStepTheTwoHalvesAreKept() {
        MatrixIntegrator bug = new Bug(Substep.rk4());
        SmallProblem problem = RICCATI.problem();
        AtomicInteger asked = new AtomicInteger();
        Trajectory<LowRankMatrix> run =
                Evolution.of(problem.equation())
                        .from(problem.start())
                        .with(bug)
                        .until(1)
                        .tolerance(1e-2)
                        .cancelledBy(() -> asked.getAndIncrement() == 1)
                        .run();
        Span first = new Span(0, 0, 0, run.time());
        LowRankMatrix half =
                bug.step(problem.equation(), first.firstHalf(), problem.start()).value();
        LowRankMatrix whole = bug.step(problem.equation(), first.secondHalf(), half).value();
        assertThat(run.rows()).hasSize(2);
        assertThat(run.state().distance(whole)).isLessThan(1e-13);
    }

    @Test
    void aLargestRankThatBitesIsAWarning() {
        var capped = new AugmentedBug(new Truncation.Tail(0, 0, 1, 5), Substep.rk4());
        Trajectory<LowRankMatrix> run = SCHROEDINGER.run(capped, 1e-4);

        assertThat(run.warnings())
                .singleElement()
                .asString()
                .matches(
                        "the tolerance 1\\.0e-04 cannot be met with rank 5: the step at t ="
                            + " 0\\.00000 discarded \\S+ where \\S+ is allowed; raise maxRank or"
                            + " the tolerance");
        assertThat(run.rows()).hasSizeLessThan(30); // what the rank loses does not shrink the steps
        assertThat(run.rows()).extracting(Row::capped).contains(true);
    }

    @Test
    void aFixedRankIsAWarning() {
        assertThat(RICCATI.run(new Bug(Substep.rk4()), 1e-2).warnings())
                .containsExactly(
                        "bug keeps its rank: only the steps adapt to the tolerance 1.0e-02, and the"
                                + " error of rank 4 is not controlled");
        var fixed = new AugmentedBug(Truncation.toRank(3), Substep.rk4());
        Trajectory<LowRankMatrix> run = RICCATI.run(fixed, 1e-2);
        assertThat(run.rows()).extracting(row -> row.ranks().getFirst()).containsOnly(3);
        assertThat(run.warnings())
                .containsExactly(
                        "augmented-bug keeps its rank: only the steps adapt to the tolerance"
                                + " 1.0e-02, and the error of rank 3 is not controlled");
        assertThat(RICCATI.run(new FullRank(Substep.rk4()), 1e-2).warnings()).isEmpty();
    }

    @Test
    void theRanksOfTheUserStayTheirLimits() {
        var atLeast = new AugmentedBug(new Truncation.Tail(0, 0, 7, 9), Substep.rk4());
        assertThat(RICCATI.run(atLeast, 1e-3).rows())
                .allSatisfy(row -> assertThat(row.ranks().getFirst()).isBetween(4, 9));
    }
}
