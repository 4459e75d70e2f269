package org.bugle.neural.network;

import org.bugle.linalg.SplitMix64;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Batch;
import org.bugle.neural.data.Draws;
import org.bugle.neural.djl.DjlEngine;
import org.bugle.neural.djl.Precision;
import org.bugle.neural.djl.Processor;
import org.bugle.neural.method.GeoLora;
import org.bugle.neural.method.Method;
import org.bugle.neural.method.RankAllocation;
import org.bugle.neural.method.Start;
import org.bugle.neural.method.TrainingState;
import org.bugle.neural.optimiser.AdamW;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Trains a small net and prints by how many kB its process grew: a program of its own, so that the
/// heap's size is fixed and what is measured is native memory.
final class TrainingMemory {
    static final Path STATUS = Path.of("/proc/self/status");

    private static final int WARM_UP = 500;
    private static final int STEPS = 2000;

    private TrainingMemory() {}

    public static void main(String[] args) throws IOException {
        Mlp net = new Mlp(List.of(784, 64, 10), new Activation.Relu(), Mlp.Bias.WITH);
        SplitMix64 random = new SplitMix64(1);
        Method method =
                GeoLora.of(
                        new Start.Correction(4),
                        new RankAllocation.Tolerance(0.1, 1, 8),
                        GeoLora.Cycle.of(10),
                        AdamW.standard());
        TrainingState state =
                TrainingState.of(method.start(net.initialize(random), net.layers(), random));
        Array inputs = Draws.normals(random, List.of(64, 784), 1);
        Batch batch = Batch.of(inputs, Array.generate(List.of(64), i -> i % 10));
        long before = 0;
        try (DjlEngine engine = new DjlEngine(Precision.SINGLE, Processor.CPU, 1);
                Evaluator evaluator = new Evaluator(engine, net, Criterion.CROSS_ENTROPY)) {
            for (int k = 0; k < WARM_UP + STEPS; k++) {
                if (k == WARM_UP) {
                    before = residentKilobytes();
                }
                state = method.step(evaluator.training(batch, k), state, 1e-4).state();
            }
            System.out.println(residentKilobytes() - before);
        }
    }

    private static long residentKilobytes() throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }
}
