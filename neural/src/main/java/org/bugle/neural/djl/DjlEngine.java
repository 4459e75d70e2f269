package org.bugle.neural.djl;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;

import org.bugle.neural.array.Array;
import org.bugle.neural.engine.Engine;
import org.bugle.neural.engine.EngineUnavailableException;
import org.bugle.neural.engine.Graph;
import org.bugle.neural.engine.Kept;

import java.util.List;
import java.util.Locale;

/// PyTorch 2.7.1 through DJL 0.35.1.
///
/// All arrays of a graph belong to one manager of DJL, which frees their native memory when the
/// graph is closed, also that of values out of use: DJL frees nothing by itself. DJL's
/// `GradientCollector` is not used, for there may be one at a time in a process; recording is a
/// matter of the thread that opens the graph.
public final class DjlEngine implements Engine {
    private final ai.djl.engine.Engine engine;
    private final PtNDManager arrays;
    private final boolean channelsInBlocks;
    private final Precision precision;
    private final Processor processor;
    private final int threads;

    /// @param threads of one operation, on a CPU
    /// @throws IllegalArgumentException if `threads` is below 1
    /// @throws EngineUnavailableException if the native library or a GPU is missing
    public DjlEngine(Precision precision, Processor processor, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("DjlEngine: threads must be ≥ 1, found " + threads);
        }
        this.engine = Libraries.load();
        this.precision = precision;
        this.processor = processor;
        this.threads = threads;
        this.arrays = (PtNDManager) engine.newBaseManager(device());
        this.channelsInBlocks =
                precision == Precision.SINGLE && processor == Processor.CPU && needsBlocks(threads);
    }

    private boolean needsBlocks(int ofOperation) {
        try (DjlEngine exact = new DjlEngine(Precision.DOUBLE, Processor.CPU, ofOperation)) {
            return ChannelBlocks.areNeeded(this, exact);
        }
    }

    private Device device() {
        return switch (processor) {
            case CPU -> Device.cpu();
            case GPU -> {
                if (engine.getGpuCount() == 0) {
                    throw new EngineUnavailableException(
                            "PyTorch: no GPU is found; it needs a CUDA device with its driver and"
                                    + " the CUDA build of the native library, or set the device to"
                                    + " cpu");
                }
                yield Device.gpu();
            }
        };
    }

    @Override
    public String name() {
        return "pytorch";
    }

    @Override
    public String description() {
        return "PyTorch %s (DJL %s), %s, %s, %d thread%s"
                .formatted(
                        engine.getVersion(),
                        ai.djl.engine.Engine.getDjlVersion(),
                        precision,
                        processor.name().toLowerCase(Locale.ROOT),
                        threads,
                        threads == 1 ? "" : "s");
    }

    @Override
    public Graph open(boolean recording) {
        JniUtils.setNumThreads(threads); // of the process: another engine may have set it
        return new DjlGraph(subManager(), precision, recording, channelsInBlocks);
    }

    private PtNDManager subManager() {
        return (PtNDManager) arrays.newSubManager();
    }

    @Override
    public Kept keep(Array array) {
        try (Memory memory = new Memory(subManager(), precision)) {
            PtNDArray copy = (PtNDArray) memory.array(array).duplicate();
            copy.attach(arrays);
            return new DjlKept(copy, array.shape());
        }
    }

    /// Frees what is kept.
    @Override
    public void close() {
        arrays.close();
    }

    static Shape shape(List<Integer> sizes) {
        return new Shape(sizes.stream().mapToLong(Integer::longValue).toArray());
    }
}
