package org.bugle.app.papers;

import org.bugle.app.reproduce.Lab;
import org.bugle.linalg.SplitMix64;
import org.bugle.neural.attack.Attack;
import org.bugle.neural.attack.Conditioning;
import org.bugle.neural.attack.EvaluatedClassifier;
import org.bugle.neural.attack.Fgsm;
import org.bugle.neural.attack.Pgd;
import org.bugle.neural.attack.Pixels;
import org.bugle.neural.attack.RobustAccuracy;
import org.bugle.neural.data.Batch;
import org.bugle.neural.data.Samples;
import org.bugle.neural.data.generated.Patterns;
import org.bugle.neural.method.Method;
import org.bugle.neural.method.TrainingState;
import org.bugle.neural.network.Criterion;
import org.bugle.neural.network.Evaluator;
import org.bugle.neural.network.Network;
import org.bugle.neural.plain.PlainEngine;
import org.bugle.neural.weight.Weights;

import java.util.List;

/// One training on generated images and what it is worth: 1200 images in batches of 60, 80 epochs,
/// the rate × 0.3 at epochs 50 and 70; 600 other images to test.
///
/// @param rate of the first epochs
/// @param seed of the starting weights
/// @param order the seed of the shuffles
record CondLrRun(Network network, Method method, double rate, long seed, long order) {
    /// Sizes of FGSM perturbations.
    static final List<Double> EPSILON = List.of(0.0, 0.02, 0.04, 0.06, 0.08, 0.1);

    private static final int TRAIN = 1200;
    private static final int TEST = 600;
    private static final int BATCH = 60;
    private static final int EPOCHS = 80;
    private static final List<Integer> DROPS = List.of(50, 70);
    private static final double DROP = 0.3;
    private static final double PGD = 0.06;

    /// What is measured of a trained network.
    ///
    /// @param parameters that training moves
    /// @param train accuracy on the training images
    /// @param fgsm accuracies on the test images at [#EPSILON]
    /// @param pgd accuracy under ten steps of size up to 0.06
    /// @param conditions of the layers, over as many singular values as their rank
    record Worth(
            long parameters, double train, List<Double> fgsm, double pgd, List<Double> conditions) {
        double largestCondition() {
            return conditions.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        }
    }

    Worth worth(Lab lab) {
        try (PlainEngine engine = new PlainEngine();
                Evaluator evaluator = new Evaluator(engine, network, Criterion.CROSS_ENTROPY)) {
            Samples train = Patterns.of(TRAIN, 400);
            Weights weights = trained(evaluator, train, lab);
            EvaluatedClassifier classifier = new EvaluatedClassifier(evaluator, weights);
            RobustAccuracy test = new RobustAccuracy(Patterns.of(TEST, 401), TEST, 0);
            Conditioning conditioning = new Conditioning(weights, network.layers());
            Attack pgd = Pgd.of(PGD, Pgd.Norm.MAX);
            return new Worth(
                    weights.trainedParameters(),
                    evaluator.score(weights, train, TEST).accuracy(),
                    EPSILON.stream()
                            .map(epsilon -> new Fgsm(epsilon, Pixels.unit()))
                            .map(fgsm -> test.under(fgsm, classifier))
                            .toList(),
                    test.under(pgd, classifier),
                    network.layers().stream().map(conditioning::condition).toList());
        }
    }

    private Weights trained(Evaluator evaluator, Samples train, Lab lab) {
        SplitMix64 random = new SplitMix64(seed);
        TrainingState state = method.begin(network.initialize(random), network.layers(), random);
        SplitMix64 shuffles = new SplitMix64(order);
        double now = rate;
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            lab.requireTime();
            now *= DROPS.contains(epoch) ? DROP : 1;
            List<Integer> shuffled = Samples.shuffled(TRAIN, shuffles);
            for (int from = 0; from < TRAIN; from += BATCH) {
                Batch batch = train.batch(shuffled.subList(from, from + BATCH));
                state = method.step(evaluator.training(batch, 0), state, now).state();
            }
        }
        return method.finished(state);
    }
}
