package org.bugle.neural.method;

import org.bugle.neural.array.Array;
import org.bugle.neural.optimiser.Memory;
import org.bugle.neural.optimiser.Optimiser;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Weight;
import org.bugle.neural.weight.Weights;

import java.util.LinkedHashMap;
import java.util.Map;

/// One iteration under way, with what all methods do alike: they ask for gradients, advance the
/// weights that are not in factors by an optimiser, and stop where a number is not finite.
final class Iteration {
    private final Objective batch;
    private final TrainingState before;
    private final Memory.Draft memory;
    private final Map<String, Weight> changed = new LinkedHashMap<>();
    private double loss = Double.NaN;
    private int backwardPasses;
    private double discardedSquares;

    Iteration(Objective batch, TrainingState before) {
        this.batch = batch;
        this.before = before;
        this.memory = before.memory().draft();
    }

    Memory.Draft memory() {
        return memory;
    }

    /// Loss and gradients at the weights before the iteration, by one backward pass.
    ///
    /// @throws DivergedException if the loss or a gradient is not finite
    Evaluation evaluate(Wanted ofFactored) {
        return evaluate(before.weights(), ofFactored);
    }

    /// The same at any weights: the gradients by all dense weights that are trained, and what is
    /// wanted by those in factors. The first loss is the iteration's.
    ///
    /// @throws DivergedException if the loss or a gradient is not finite
    Evaluation evaluate(Weights at, Wanted ofFactored) {
        Map<String, Wanted> wanted = new LinkedHashMap<>();
        at.trainedDense().keySet().forEach(name -> wanted.put(name, Wanted.DENSE));
        at.factored().keySet().forEach(name -> wanted.put(name, ofFactored));
        return evaluate(at, wanted);
    }

    /// The same for the given weights alone.
    ///
    /// @throws DivergedException if the loss or a gradient is not finite
    Evaluation evaluate(Weights at, Map<String, Wanted> wanted) {
        Evaluation found = batch.evaluate(at, wanted);
        if (!Double.isFinite(found.loss())) {
            throw new DivergedException(before.iteration(), "the loss");
        }
        found.gradients()
                .forEach((name, gradient) -> {
                    if (!gradient.isFinite()) {
                        throw new DivergedException(before.iteration(), "the gradient by " + name);
                    }
                });
        if (backwardPasses == 0) {
            loss = found.loss();
        }
        backwardPasses++;
        return found;
    }

    /// Every dense weight that is trained takes a step of the optimiser, from its value before the
    /// iteration.
    void advanceDense(Evaluation found, Optimiser optimiser, double rate) {
        before.weights()
                .trainedDense()
                .forEach((name, weight) -> advanceDense(name, weight, found, optimiser, rate));
    }

    /// One of them does.
    void advanceDense(
            String name, DenseWeight weight, Evaluation found, Optimiser optimiser, double rate) {
        Array value = optimiser.step(name, weight.value(), found.dense(name), rate, memory);
        put(name, DenseWeight.trained(value));
    }

    /// What a weight will be after the iteration, unless it is put again.
    ///
    /// @throws DivergedException if it is not finite
    void put(String name, Weight weight) {
        if (!weight.isFinite()) {
            throw new DivergedException(before.iteration(), "the weight " + name);
        }
        changed.put(name, weight);
    }

    /// Counts what a truncation dropped from one weight, in the Frobenius norm.
    void discard(double norm) {
        discardedSquares += norm * norm;
    }

    /// The iteration with all that was put.
    Step finish() {
        TrainingState after = before.next(before.weights().with(changed), memory.freeze());
        return new Step(after, loss, backwardPasses, Math.sqrt(discardedSquares));
    }
}
