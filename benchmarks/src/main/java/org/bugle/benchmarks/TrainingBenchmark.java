package org.bugle.benchmarks;

import org.bugle.linalg.SplitMix64;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Batch;
import org.bugle.neural.data.Draws;
import org.bugle.neural.djl.DjlEngine;
import org.bugle.neural.djl.Precision;
import org.bugle.neural.djl.Processor;
import org.bugle.neural.method.GeoLora;
import org.bugle.neural.method.Lora;
import org.bugle.neural.method.Method;
import org.bugle.neural.method.RankAllocation;
import org.bugle.neural.method.Start;
import org.bugle.neural.method.TrainingState;
import org.bugle.neural.network.Criterion;
import org.bugle.neural.network.Evaluator;
import org.bugle.neural.network.TransformerEncoder;
import org.bugle.neural.optimiser.AdamW;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Weights;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One step of fine-tuning, the mean over a cycle of GeoLoRA (an augmentation, ten core steps, a
/// truncation): two blocks of a transformer's encoder of width 768, all their layers frozen and
/// corrected in rank 8, on 8 sequences of 128 tokens, by PyTorch in single precision on two
/// threads.
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 5)
public class TrainingBenchmark extends LaunchedBenchmark {
    private static final int CORE_STEPS = 10;
    private static final int RANK = 8;

    @Param({"lora", "geolora"})
    public String method = "";

    private final TransformerEncoder network =
            new TransformerEncoder(
                    new TransformerEncoder.Size(1000, 128, 768, 3072, 12, 2),
                    2,
                    TransformerEncoder.Head.SEQUENCE,
                    TransformerEncoder.Norm.POST,
                    0);
    private final DjlEngine engine = new DjlEngine(Precision.SINGLE, Processor.CPU, 2);
    private final Evaluator evaluator = new Evaluator(engine, network, Criterion.CROSS_ENTROPY);
    private final SplitMix64 random = new SplitMix64(1);
    private final Weights dense = withFrozenBody(network.initialize(random));
    private final Batch batch =
            Batch.of(
                    Array.generate(List.of(8, 128), _ -> Draws.below(random, 1000)),
                    Array.generate(List.of(8), i -> i % 2));
    private Method trained = Lora.of(RANK, RANK, AdamW.standard());
    private TrainingState state = TrainingState.of(dense);

    private static Weights withFrozenBody(Weights weights) {
        Map<String, DenseWeight> frozen = new HashMap<>();
        weights.trainedDense()
                .forEach((name, weight) -> {
                    if (!name.startsWith("head.")) {
                        frozen.put(name, DenseWeight.frozen(weight.value().toSingle()));
                    }
                });
        return weights.with(frozen);
    }

    @Setup
    public void start() {
        if (method.equals("geolora")) {
            trained =
                    GeoLora.of(
                            new Start.Correction(RANK),
                            new RankAllocation.Tolerance(0, RANK, RANK),
                            GeoLora.Cycle.of(CORE_STEPS),
                            AdamW.standard());
        }
        state = TrainingState.of(trained.start(dense, network.layers(), random));
    }

    @Benchmark
    @OperationsPerInvocation(CORE_STEPS + 1)
    public TrainingState step() {
        for (int k = 0; k <= CORE_STEPS; k++) {
            state = trained.step(evaluator.training(batch, k), state, 1e-4).state();
        }
        return state;
    }

    @TearDown
    public void close() {
        evaluator.close();
        engine.close();
    }
}
