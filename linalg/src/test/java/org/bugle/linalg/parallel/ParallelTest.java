package org.bugle.linalg.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

class ParallelTest {
    @Test
    void runsOneAfterTheOtherOutsideOfAPool() {
        Thread here = Thread.currentThread();
        var threads = Parallel.both(Thread::currentThread, Thread::currentThread);
        assertThat(threads).isEqualTo(new Parallel.Pair<>(here, here));
    }

    @Test // each waits for the other one to have begun
    void runsSideBySideInsideAPool() {
        CountDownLatch begun = new CountDownLatch(2);
        try (ForkJoinPool pool = new ForkJoinPool(2)) {
            var met =
                    pool.submit(() -> Parallel.both(() -> meets(begun), () -> meets(begun))).join();
            assertThat(met).isEqualTo(new Parallel.Pair<>(true, true));
        }
    }

    private static boolean meets(CountDownLatch begun) {
        begun.countDown();
        try {
            return begun.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 100})
    void runsEveryIndexOnce(int count) {
        for (int threads : new int[] {1, 2, 4}) {
            AtomicIntegerArray seen = new AtomicIntegerArray(count);
            try (ForkJoinPool pool = new ForkJoinPool(threads)) {
                pool.submit(() -> Parallel.forEach(count, seen::incrementAndGet)).join();
            }
            for (int i = 0; i < count; i++) {
                assertThat(seen.get(i)).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 100})
    void mapsEveryIndexInOrder(int count) {
        List<Integer> squares = IntStream.range(0, count).mapToObj(i -> i * i).toList();
        assertThat(Parallel.map(count, i -> i * i)).isEqualTo(squares);
        try (ForkJoinPool pool = new ForkJoinPool(2)) {
            assertThat(pool.submit(() -> Parallel.map(count, i -> i * i)).join())
                    .isEqualTo(squares);
        }
    }

    @Test
    void failuresOfEitherSideComeThrough() {
        try (ForkJoinPool pool = new ForkJoinPool(2)) {
            assertThatThrownBy(() ->
                            pool.submit(() ->
                                            Parallel.both(
                                                    () -> 1,
                                                    () -> {
                                                        throw new ArithmeticException("no");
                                                    }))
                                    .join())
                    .isInstanceOf(ArithmeticException.class);
        }
    }
}
