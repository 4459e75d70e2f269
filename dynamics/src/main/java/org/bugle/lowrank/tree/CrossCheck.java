package org.bugle.lowrank.tree;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A tree tensor compared with the function at fresh random points.
final class CrossCheck {
    private final List<int[]> points; // the worst first
    private final double error;

    private CrossCheck(List<int[]> points, double error) {
        this.points = points;
        this.error = error;
    }

    static CrossCheck of(TreeTensor y, CrossSampler sampler, int count, RandomGenerator random) {
        List<int[]> points =
                Stream.generate(() -> sampler.randomPoint(random)).limit(count).toList();
        double[] errors =
                points.stream()
                        .mapToDouble(p -> sampler.at(p).minus(y.entry(sampler.index(p))).abs())
                        .toArray();
        List<int[]> sorted =
                IntStream.range(0, count)
                        .boxed()
                        .sorted(Comparator.comparingDouble((Integer k) -> errors[k]).reversed())
                        .map(points::get)
                        .toList();
        double largest = Arrays.stream(errors).max().orElse(0);
        return new CrossCheck(sorted, largest == 0 ? 0 : largest / sampler.scale());
    }

    /// The largest error relative to the largest modulus seen so far.
    double error() {
        return error;
    }

    List<int[]> worst(int count) {
        return points.subList(0, Math.min(count, points.size()));
    }
}
