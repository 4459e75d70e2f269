package org.bugle.app.train;

import org.bugle.app.config.AttackSettings;
import org.bugle.neural.array.Array;
import org.bugle.neural.attack.Attack;
import org.bugle.neural.attack.Classifier;
import org.bugle.neural.attack.Fgsm;
import org.bugle.neural.attack.Pgd;
import org.bugle.neural.attack.Pixels;
import org.bugle.neural.attack.RobustAccuracy;
import org.bugle.neural.data.Batch;
import org.bugle.neural.network.Evaluator;
import org.bugle.neural.weight.Weights;

import java.util.ArrayList;
import java.util.List;

/// The attacks of a train file on the test set; pixels lie in [0, 1].
final class Attacks {
    private static final int BATCH = 100;

    private Attacks() {}

    static List<Assessment.Attacked> of(TrainPlan plan, Weights weights) {
        List<AttackSettings> wanted = plan.input().file().evaluate().attacks();
        List<Assessment.Attacked> found = new ArrayList<>();
        if (wanted.isEmpty()) {
            return found;
        }
        Classifier classifier = new Trained(plan.model().evaluator(), weights);
        for (AttackSettings settings : wanted) {
            RobustAccuracy accuracy =
                    new RobustAccuracy(plan.material().test(), BATCH, seed(settings));
            for (double epsilon : settings.epsilon()) {
                found.add(
                        new Assessment.Attacked(
                                name(settings),
                                epsilon,
                                accuracy.under(attack(settings, epsilon), classifier)));
            }
        }
        return found;
    }

    private static long seed(AttackSettings settings) {
        return settings instanceof AttackSettings.Pgd pgd ? pgd.start().orElse(0L) : 0;
    }

    private static String name(AttackSettings settings) {
        return switch (settings) {
            case AttackSettings.Fgsm _ -> "fgsm";
            case AttackSettings.Pgd pgd ->
                    switch (pgd.norm()) {
                        case INFINITY -> "pgd-linf";
                        case TWO -> "pgd-l2";
                    };
        };
    }

    private static Attack attack(AttackSettings settings, double epsilon) {
        return switch (settings) {
            case AttackSettings.Fgsm _ -> new Fgsm(epsilon, Pixels.unit());
            case AttackSettings.Pgd pgd ->
                    new Pgd(
                            epsilon,
                            switch (pgd.norm()) {
                                case INFINITY -> Pgd.Norm.MAX;
                                case TWO -> Pgd.Norm.EUCLIDEAN;
                            },
                            pgd.steps(),
                            pgd.start().isPresent() ? Pgd.Start.RANDOM : Pgd.Start.CENTRE,
                            Pixels.unit());
        };
    }

    private record Trained(Evaluator evaluator, Weights weights) implements Classifier {
        @Override
        public Array outputs(Batch batch) {
            return evaluator.outputs(weights, batch);
        }

        @Override
        public Array gradientByInputs(Batch batch) {
            return evaluator.gradientByInputs(weights, batch);
        }
    }
}
