package org.bugle.neural.engine;

import org.bugle.neural.array.Array;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Every operation of a value, on small shapes, for the tests of engines.
public final class Operations {
    private Operations() {}

    /// An operation on variables of these shapes.
    public record Case(String name, List<List<Integer>> shapes, Function<List<Value>, Value> f) {
        @Override
        public String toString() {
            return name + shapes;
        }
    }

    private static Case one(String name, Function<Value, Value> f, Integer... shape) {
        return new Case(name, List.of(List.of(shape)), v -> f.apply(v.getFirst()));
    }

    private static Case two(
            String name, List<Integer> a, List<Integer> b, Function<List<Value>, Value> f) {
        return new Case(name, List.of(a, b), f);
    }

    public static Stream<Case> all() {
        return Stream.of(elementwise(), shapes(), reductions(), products(), images())
                .flatMap(List::stream);
    }

    private static List<Case> elementwise() {
        List<List<List<Integer>>> pairs =
                List.of(
                        List.of(List.of(2, 3), List.of(2, 3)),
                        List.of(List.of(2, 3, 4), List.of(4)),
                        List.of(List.of(2, 3, 4), List.of(3, 1)),
                        List.of(List.of(2, 1, 4), List.of(3, 1)),
                        List.of(List.of(), List.of(3, 2)),
                        List.of(List.of(1, 3, 1, 1), List.of(2, 3, 2, 2)));
        List<Case> cases = new ArrayList<>();
        for (List<List<Integer>> pair : pairs) {
            List<Integer> a = pair.getFirst();
            List<Integer> b = pair.getLast();
            cases.add(two("plus", a, b, v -> v.getFirst().plus(v.getLast())));
            cases.add(two("minus", a, b, v -> v.getFirst().minus(v.getLast())));
            cases.add(two("times", a, b, v -> v.getFirst().times(v.getLast())));
        }
        cases.add(one("square", v -> v.times(v), 3));
        cases.add(one("plus 2", v -> v.plus(2), 2, 3));
        cases.add(one("times 3", v -> v.times(3), 2, 3));
        cases.add(one("power 2", v -> v.power(2), 2, 3));
        cases.add(one("power -0.5", v -> v.times(v).plus(1).power(-0.5), 2, 3));
        cases.add(one("relu", Value::relu, 3, 4));
        cases.add(one("leaky", v -> v.leakyRelu(0.1), 3, 4));
        cases.add(one("tanh", Value::tanh, 3, 4));
        cases.add(one("gelu", v -> v.times(3).gelu(), 5, 4));
        return cases;
    }

    private static List<Case> shapes() {
        Array pairs = Array.of(List.of(3, 2), 3, 0, 1, 1, 2, 0);
        return List.of(
                one("permute", v -> v.permute(2, 0, -2), 2, 3, 4),
                one("reshape", v -> v.reshape(4, -1), 2, 3, 4),
                one("slice", v -> v.slice(1, 1, 3), 2, 3, 4),
                one("slice last", v -> v.slice(-1, 0, 2), 2, 3, 4),
                one("rows", v -> v.rows(Array.of(List.of(2, 2), 1, 0, 1, 2)), 3, 2),
                one("takeAlong", v -> v.takeAlong(pairs), 2, 3, 4),
                one("takeAlong matrix", v -> v.takeAlong(pairs), 3, 4));
    }

    private static List<Case> reductions() {
        Array labels = Array.of(List.of(4), 2, 0, -1, 1);
        return List.of(
                one("softmax", Value::softmax, 2, 3, 4),
                one("standardized", v -> v.standardized(1e-5, -1), 3, 5),
                one("standardized images", v -> v.standardized(1e-5, 0, 2, 3), 3, 2, 2, 2),
                one("mean", v -> v.mean(0, 2), 2, 3, 4),
                one("sum", Value::sum, 2, 3),
                one("cross entropy", v -> v.crossEntropy(labels), 4, 3),
                one("cross entropy of sequences", v -> v.crossEntropy(labels), 2, 2, 3));
    }

    private static List<Case> products() {
        Function<List<Value>, Value> matmul = v -> v.getFirst().matmul(v.getLast());
        return List.of(
                two("matmul", List.of(3, 4), List.of(4, 2), matmul),
                two("matmul", List.of(2, 3, 4), List.of(4, 2), matmul),
                two("matmul", List.of(2, 3, 4), List.of(2, 4, 2), matmul),
                two("matmul", List.of(3, 4), List.of(2, 4, 2), matmul),
                two("matmul", List.of(2, 1, 3, 4), List.of(5, 4, 2), matmul));
    }

    private static List<Case> images() {
        List<Case> cases = new ArrayList<>();
        for (Convolution geometry :
                List.of(
                        Convolution.valid(),
                        Convolution.of(1, 1),
                        Convolution.of(2, 1),
                        new Convolution(1, 2, 2, 0, 1))) {
            cases.add(convolution(geometry, List.of(2, 3, 5, 6), List.of(4, 3, 3, 2)));
        }
        cases.add(convolution(Convolution.valid(), List.of(3, 4, 3, 3), List.of(2, 4, 1, 1)));
        cases.add(
                convolution(
                        new Convolution(1, 1, 1, 0, 2), List.of(3, 4, 4, 3), List.of(6, 2, 3, 1)));
        cases.add(one("maxPool", v -> v.maxPool(Pooling.of(2)), 2, 2, 4, 5));
        cases.add(one("maxPool padded", v -> v.maxPool(new Pooling(3, 2, 1)), 1, 2, 5, 5));
        cases.add(one("meanPool", v -> v.meanPool(Pooling.of(2)), 2, 2, 4, 5));
        cases.add(one("meanPool padded", v -> v.meanPool(new Pooling(3, 2, 1)), 1, 2, 5, 5));
        return cases;
    }

    private static Case convolution(Convolution geometry, List<Integer> x, List<Integer> kernel) {
        return two(
                "conv2d " + geometry, x, kernel, v -> v.getFirst().conv2d(v.getLast(), geometry));
    }
}
