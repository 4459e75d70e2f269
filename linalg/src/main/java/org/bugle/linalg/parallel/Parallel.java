package org.bugle.linalg.parallel;

import java.util.List;
import java.util.concurrent.ForkJoinTask;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Runs independent pieces of work side by side where a driver has started a fork–join pool, and
/// one after the other everywhere else. The pieces are the same either way, each writes its own
/// result, and nothing is reduced in the order of completion: results do not depend on the number
/// of threads.
public final class Parallel {
    /// Floating-point operations of the smallest piece that is worth the waking of another thread:
    /// some 100 µs of one core.
    public static final double HANDED_OVER = 4e6;

    private Parallel() {}

    /// Two results of independent computations.
    public record Pair<A, B>(A first, B second) {}

    /// Evaluates both suppliers, the second one on another thread if the pool has one to spare.
    public static <A, B> Pair<A, B> both(Supplier<A> first, Supplier<B> second) {
        if (!ForkJoinTask.inForkJoinPool()) {
            return new Pair<>(first.get(), second.get());
        }
        ForkJoinTask<B> other = ForkJoinTask.adapt(second::get).fork();
        A a = first.get();
        return new Pair<>(a, other.join());
    }

    /// The results of independent computations for 0, 1, …, `count` − 1, in this order.
    public static <T> List<T> map(int count, IntFunction<T> task) {
        return mapped(0, count, task);
    }

    /// As [#map(int, IntFunction)] where the pieces are large enough.
    ///
    /// @param flops of one piece, estimated from shapes alone
    public static <T> List<T> map(int count, double flops, IntFunction<T> task) {
        return flops < HANDED_OVER
                ? IntStream.range(0, count).mapToObj(task).toList()
                : map(count, task);
    }

    private static <T> List<T> mapped(int from, int to, IntFunction<T> task) {
        if (to - from < 2) {
            return IntStream.range(from, to).mapToObj(task).toList();
        }
        int middle = (from + to) >>> 1;
        Pair<List<T>, List<T>> halves =
                both(() -> mapped(from, middle, task), () -> mapped(middle, to, task));
        return Stream.concat(halves.first.stream(), halves.second.stream()).toList();
    }

    /// Runs `task` for 0, 1, …, `count` − 1, in any order.
    public static void forEach(int count, IntConsumer task) {
        if (count < 2 || !ForkJoinTask.inForkJoinPool()) {
            for (int i = 0; i < count; i++) {
                task.accept(i);
            }
            return;
        }
        int half = count / 2;
        ForkJoinTask<?> other =
                ForkJoinTask.adapt(() -> forEach(count - half, i -> task.accept(half + i))).fork();
        forEach(half, task);
        other.join();
    }

    /// As [#forEach(int, IntConsumer)], with a part handed over only where it is large enough.
    ///
    /// @param flops of each piece, estimated from shapes alone
    public static void forEach(int count, IntToDoubleFunction flops, IntConsumer task) {
        double[] upTo = new double[count + 1]; // work of the pieces before
        for (int i = 0; i < count; i++) {
            upTo[i + 1] = upTo[i] + flops.applyAsDouble(i);
        }
        weighted(0, count, upTo, task);
    }

    private static void weighted(int from, int to, double[] upTo, IntConsumer task) {
        int middle = from + (to - from) / 2;
        double least = Math.min(upTo[middle] - upTo[from], upTo[to] - upTo[middle]);
        if (to - from < 2 || least < HANDED_OVER || !ForkJoinTask.inForkJoinPool()) {
            for (int i = from; i < to; i++) {
                task.accept(i);
            }
            return;
        }
        ForkJoinTask<?> other = ForkJoinTask.adapt(() -> weighted(middle, to, upTo, task)).fork();
        weighted(from, middle, upTo, task);
        other.join();
    }
}
