package org.bugle.app.train;

import org.bugle.app.config.ModelSettings;
import org.bugle.app.config.TrainFile;
import org.bugle.linalg.SplitMix64;
import org.bugle.neural.training.WeightsFile;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.LowRankAdapter;
import org.bugle.neural.weight.Weight;
import org.bugle.neural.weight.Weights;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The dense weights that a training starts from: drawn, from a former training, or from a model's
/// folder.
final class StartWeights {
    private StartWeights() {}

    /// Whether they come from a training.
    static boolean areTrained(TrainFile file) {
        return file.start().isPresent()
                || file.model().filter(ModelSettings.HuggingFace.class::isInstance).isPresent();
    }

    /// @throws org.bugle.app.config.InputException if they do not fit the network
    /// @throws org.bugle.files.FileException if they cannot be read
    static Weights of(TrainInput input, Networks.Built built, SplitMix64 random) {
        Weights drawn = built.pretrained().orElseGet(() -> built.network().initialize(random));
        if (input.file().start().isEmpty()) {
            return drawn;
        }
        Path start = Path.of(input.file().start().get());
        Path file = Files.isDirectory(start) ? start.resolve("weights.safetensors") : start;
        Weights trained = WeightsFile.read(file);
        requireFitting(input, drawn, trained);
        Map<String, Weight> dense = new LinkedHashMap<>();
        for (String name : drawn.names()) {
            boolean frozen = drawn.get(name) instanceof DenseWeight(var _, boolean is) && is;
            dense.put(name, new DenseWeight(trained.get(name).merged(), frozen));
        }
        return Weights.of(dense);
    }

    /// With adapters, all that is dense stays as it is, but for a head that was drawn.
    static Weights frozenBesideAdapters(Weights start, List<String> head) {
        boolean adapters =
                start.factored().values().stream().anyMatch(LowRankAdapter.class::isInstance);
        if (!adapters) {
            return start;
        }
        Map<String, Weight> frozen = new LinkedHashMap<>();
        start.trainedDense()
                .forEach((name, weight) -> {
                    if (!head.contains(name)) {
                        frozen.put(name, DenseWeight.frozen(weight.value()));
                    }
                });
        return start.with(frozen);
    }

    private static void requireFitting(TrainInput input, Weights drawn, Weights trained) {
        for (String name : drawn.names()) {
            if (!trained.has(name)) {
                throw input.refuse(
                        "start",
                        "has no weight %s, which the network needs; it has %s"
                                .formatted(name, trained.names()));
            }
            if (!trained.get(name).shape().equals(drawn.get(name).shape())) {
                throw input.refuse(
                        "start",
                        "has %s of shape %s, but the network needs %s"
                                .formatted(
                                        name, trained.get(name).shape(), drawn.get(name).shape()));
            }
        }
    }
}
