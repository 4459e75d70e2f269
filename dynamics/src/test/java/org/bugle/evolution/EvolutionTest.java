package org.bugle.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bugle.evolution.SmallProblems.SmallProblem;
import org.bugle.integrator.matrix.AugmentedBug;
import org.bugle.integrator.matrix.MatrixIntegrator;
import org.bugle.integrator.matrix.MidpointBug;
import org.bugle.lowrank.LowRankMatrix;
import org.bugle.lowrank.Truncation;
import org.bugle.substep.Substep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

class EvolutionTest {
    private static final MatrixIntegrator BUG =
            new AugmentedBug(Truncation.relative(1e-6), Substep.rk4());

    private static final MatrixIntegrator MIDPOINT =
            new MidpointBug(MidpointBug.Variant.R3, Truncation.relative(1e-6), Substep.rk4());

    /// A run to be repeated, real or complex, with equal or adaptive steps.
    record Case(
            String name, SmallProblem problem, MatrixIntegrator integrator, StepControl control) {
        Evolution<LowRankMatrix> evolution() {
            return Evolution.of(problem.equation())
                    .from(problem.start())
                    .with(integrator)
                    .startingAt(0.1)
                    .until(0.8)
                    .seed(73)
                    .control(control)
                    .observe(List.of(trace()));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Observer<LowRankMatrix> trace() {
        return new Observer<>("entry", false, (_, y) -> y.entry(1, 2).re());
    }

    static Stream<Case> cases() {
        StepControl fixed = new StepControl.Fixed(9);
        StepControl adaptive = new StepControl.Adaptive(1e-4);
        return Stream.of(
                new Case("real, fixed", SmallProblems.riccati(), BUG, fixed),
                new Case("real, adaptive", SmallProblems.landau(), MIDPOINT, adaptive),
                new Case("complex, fixed", SmallProblems.schroedinger(16), MIDPOINT, fixed),
                new Case("complex, adaptive", SmallProblems.schroedinger(16), BUG, adaptive));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aResumedRunHasTheBitsOfAnUninterruptedOne(Case run) {
        List<Checkpoint<LowRankMatrix>> saved = new ArrayList<>();
        Trajectory<LowRankMatrix> whole = run.evolution().checkpoints(4, saved::add).run();
        Checkpoint<LowRankMatrix> early = saved.getFirst();
        Trajectory<LowRankMatrix> rest = run.evolution().resume(early);

        assertThat(early.index()).isEqualTo(4);
        assertThat(rest.last()).isEqualTo(whole.last());
        assertThat(rest.rows()).isEqualTo(whole.rows().subList(5, whole.rows().size()));
        assertThat(whole.time()).isEqualTo(0.8);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theNumberOfThreadsDoesNotChangeABit(Case run) {
        Trajectory<LowRankMatrix> alone = run.evolution().run();
        for (int threads : new int[] {1, 2, 4}) {
            assertThat(run.evolution().threads(threads).run()).isEqualTo(alone);
        }
    }

    @Test
    void aCancelledRunIsResumedFromWhereItStands() {
        Case run = cases().findFirst().orElseThrow();
        AtomicInteger asked = new AtomicInteger();
        List<Checkpoint<LowRankMatrix>> saved = new ArrayList<>();
        Trajectory<LowRankMatrix> part =
                run.evolution()
                        .cancelledBy(() -> asked.incrementAndGet() > 3)
                        .checkpoints(100, saved::add)
                        .run();

        assertThat(part.outcome()).isEqualTo(Trajectory.Outcome.CANCELLED);
        assertThat(part.rows()).hasSize(4);
        assertThat(saved).containsExactly(part.last());
        assertThat(run.evolution().resume(part.last()).last())
                .isEqualTo(run.evolution().run().last());
    }

    @Test
    void aFinishedRunIsExtendedByALaterEnd() {
        Case run = cases().findFirst().orElseThrow();
        Trajectory<LowRankMatrix> half = run.evolution().until(0.5).steps(4).run();
        Trajectory<LowRankMatrix> extended =
                run.evolution().until(0.9).steps(8).resume(half.last());
        Trajectory<LowRankMatrix> whole = run.evolution().until(0.9).steps(8).run();

        assertThat(extended.rows().getFirst().index()).isEqualTo(5);
        assertThat(extended.last()).isEqualTo(whole.last());
    }

    @Test // 4 steps to 0.5 and 3 more to 0.6: another step size, and resumed it stays on its grid
    void anExtensionByOtherStepsOpensAGridOfItsOwn() {
        Case run = cases().findFirst().orElseThrow();
        Trajectory<LowRankMatrix> half = run.evolution().until(0.5).steps(4).run();
        List<Checkpoint<LowRankMatrix>> saved = new ArrayList<>();
        Trajectory<LowRankMatrix> extended =
                run.evolution().until(0.6).steps(7).checkpoints(1, saved::add).resume(half.last());

        assertThat(extended.rows()).extracting(Row::index).containsExactly(5L, 6L, 7L);
        assertThat(extended.time()).isEqualTo(0.6);
        assertThat(run.evolution().until(0.6).steps(7).resume(saved.getFirst()).last())
                .isEqualTo(extended.last());
    }

    @Test
    void aFinishedRunHasNothingToResume() {
        Case run = cases().findFirst().orElseThrow();
        Trajectory<LowRankMatrix> whole = run.evolution().run();
        Trajectory<LowRankMatrix> again = run.evolution().resume(whole.last());

        assertThat(again.rows()).isEmpty();
        assertThat(again.last()).isEqualTo(whole.last());
        assertThat(again.outcome()).isEqualTo(Trajectory.Outcome.FINISHED);
    }

    @Test
    void rowsHoldTheObserversInTheirOrder() {
        Trajectory<LowRankMatrix> run =
                cases().findFirst()
                        .orElseThrow()
                        .evolution()
                        .observe(
                                List.of(
                                        new Observer<>("time", false, (t, _) -> t),
                                        trace(),
                                        new Observer<>("rank", true, (_, y) -> y.rank())))
                        .run();

        assertThat(run.columns()).containsExactly("time", "entry", "rank");
        Row last = run.rows().getLast();
        assertThat(last.observed())
                .containsExactly(
                        0.8, run.state().entry(1, 2).re(), (double) last.ranks().getFirst());
        assertThat(run.rows().getFirst().observed().getFirst()).isEqualTo(0.1);
        assertThat(last.norm()).isEqualTo(run.state().norm());
    }

    @Test
    void listenersHearWhatTheyAskedFor() {
        List<Long> saved = new ArrayList<>();
        List<Long> shown = new ArrayList<>();
        List<Progress> progress = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        Trajectory<LowRankMatrix> run =
                cases().findFirst()
                        .orElseThrow()
                        .evolution()
                        .checkpoints(4, checkpoint -> saved.add(checkpoint.index()))
                        .snapshots(5, (index, _, _) -> shown.add(index))
                        .progress(progress::add)
                        .rows(rows::add)
                        .run();

        assertThat(saved).containsExactly(4L, 8L, 9L);
        assertThat(shown).containsExactly(0L, 5L, 9L);
        assertThat(progress).hasSize(9).allSatisfy(p -> assertThat(p.end()).isEqualTo(0.8));
        assertThat(rows).isEqualTo(run.rows());
    }

    @Test
    void anyFactorsAreAStart() {
        SmallProblem problem = SmallProblems.riccati();
        LowRankMatrix y = problem.start();
        LowRankMatrix skewed = new LowRankMatrix(y.u().times(3), y.s().times(0.5), y.v().times(2));
        LowRankMatrix straight = y.times(3);
        assertThat(ran(problem, skewed).distance(ran(problem, straight))).isLessThan(1e-13);
    }

    private static LowRankMatrix ran(SmallProblem problem, LowRankMatrix start) {
        return Evolution.of(problem.equation())
                .from(start)
                .with(BUG)
                .until(1)
                .steps(8)
                .run()
                .state();
    }

    @Test // of a linear equation, up to the error of the method
    void timeMayRunBackward() {
        SmallProblem problem = SmallProblems.schroedinger(16);
        LowRankMatrix there =
                Evolution.of(problem.equation())
                        .from(problem.start())
                        .with(MIDPOINT)
                        .until(0.5)
                        .tolerance(1e-5)
                        .run()
                        .state();
        LowRankMatrix back =
                Evolution.of(problem.equation())
                        .from(there)
                        .with(MIDPOINT)
                        .startingAt(0.5)
                        .until(0)
                        .tolerance(1e-5)
                        .run()
                        .state();
        assertThat(SmallProblems.error(back, problem.start())).isLessThan(2e-5);
    }

    @Test
    void whatIsMissingIsSaid() {
        Case run = cases().findFirst().orElseThrow();
        SmallProblem problem = run.problem();
        var evolution = Evolution.of(problem.equation()).from(problem.start()).with(BUG);
        assertThatThrownBy(evolution::run)
                .hasMessage(
                        "Evolution: until must be a time other than the start, found start 0.0,"
                                + " until NaN");
        assertThatThrownBy(() -> evolution.until(1).run())
                .hasMessage("Evolution: wants steps(n) or tolerance(tol)");
        assertThatThrownBy(() ->
                        run.evolution().until(0.9).steps(9).resume(run.evolution().run().last()))
                .hasMessage(
                        "Evolution: steps count from the start of the run; the checkpoint has 9, so"
                                + " more are needed, found 9");
        assertThatThrownBy(() -> evolution.threads(-1))
                .hasMessage("Evolution: threads must not be negative, found -1");
        assertThatThrownBy(() -> evolution.checkpoints(0, _ -> {}))
                .hasMessage("Evolution: checkpoints must come every 1 or more steps, found 0");
        LowRankMatrix bad = problem.start().times(Double.NaN);
        assertThatThrownBy(() ->
                        Evolution.of(problem.equation())
                                .from(bad)
                                .with(BUG)
                                .until(1)
                                .steps(1)
                                .run())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Evolution: the start has NaN or infinite entries");
    }
}
