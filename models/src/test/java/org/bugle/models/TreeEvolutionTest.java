package org.bugle.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.bugle.evolution.Checkpoint;
import org.bugle.evolution.Evolution;
import org.bugle.evolution.StepControl;
import org.bugle.evolution.Trajectory;
import org.bugle.integrator.tree.TreeAugmentedBug;
import org.bugle.lowrank.Truncation;
import org.bugle.lowrank.tree.TreeTensor;
import org.bugle.lowrank.tree.TreeTruncation;
import org.bugle.substep.Substep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The driver and the full reference on trees.
class TreeEvolutionTest {
    private static final double END = 0.3;

    private static TreeProblem ising(String tree) {
        return SpinPresets.ising(5, tree, InitialSpins.UP, false).problem(1);
    }

    private static Evolution<TreeTensor> evolution(StepControl control) {
        TreeProblem problem = ising("((0 1) 2 (3 4))");
        TreeTruncation rule = TreeTruncation.weighted(Truncation.absolute(1e-5));
        return Evolution.onTree(problem.equation())
                .from(problem.start().ofRank(2))
                .with(new TreeAugmentedBug(rule, Substep.rk4()))
                .until(END)
                .control(control);
    }

    static Stream<StepControl> controls() {
        return Stream.of(new StepControl.Fixed(8), new StepControl.Adaptive(1e-3));
    }

    @ParameterizedTest
    @MethodSource("controls")
    void aResumedRunAndAnyNumberOfThreadsGiveTheSameBits(StepControl control) {
        List<Checkpoint<TreeTensor>> saved = new ArrayList<>();
        Trajectory<TreeTensor> whole = evolution(control).checkpoints(2, saved::add).run();
        Trajectory<TreeTensor> rest = evolution(control).resume(saved.getFirst());
        assertThat(rest.rows()).isEqualTo(whole.rows().subList(3, whole.rows().size()));
        assertSame(rest.state(), whole.state());
        assertSame(evolution(control).threads(2).run().state(), whole.state());
    }

    private static void assertSame(TreeTensor a, TreeTensor b) {
        for (int node = 0; node < b.tree().nodes(); node++) {
            assertThat(a.tensor(node)).isEqualTo(b.tensor(node));
        }
    }

    @Test
    void theToleranceIsMet() {
        TreeTensor exact = FullTreeReference.ofTightTolerance().at(ising("((0 1) 2 (3 4))"), END);
        for (double tolerance : new double[] {1e-2, 1e-3}) {
            TreeTensor y = evolution(new StepControl.Adaptive(tolerance)).run().state();
            assertThat(y.distance(exact)).isLessThan(tolerance);
        }
    }

    @Test
    void aStepBeyondTheStabilityLimitIsToldOf() {
        assertThat(evolution(new StepControl.Fixed(8)).run().warnings()).isEmpty();
        assertThat(evolution(new StepControl.Fixed(4)).until(40).run().warnings().getFirst())
                .startsWith("steps of 10.0 are unstable: the operator has eigenvalues up to ");
    }

    @ParameterizedTest // a centre at the root, at an inner node, next to a frame of several nodes
    @ValueSource(strings = {"linear", "star", "((3 1) (2 (0 4)))", "mary:3"})
    void theFullSolutionIsThatOfAnyOtherTree(String tree) {
        FullTreeReference reference = FullTreeReference.ofTightTolerance();
        var balanced = reference.at(ising("balanced"), END).toDense();
        var other = reference.at(ising(tree), END).toDense();
        assertThat(other.minus(balanced).norm()).isLessThan(1e-10);
    }

    @Test
    void aFullSolutionOfTooManyEntriesIsRefused() {
        TreeProblem problem = ising("balanced");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FullTreeReference(1e-9, 31).at(problem, END))
                .withMessage(
                        "FullTreeReference: the full solution on 5 sites has 32.0 entries of which"
                                + " 31.0 are allowed; choose fewer sites or no reference");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FullTreeReference(0, 31))
                .withMessage("FullTreeReference: tolerance must be in (0, 1), found 0.0");
    }
}
