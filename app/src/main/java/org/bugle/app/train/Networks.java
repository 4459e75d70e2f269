package org.bugle.app.train;

import org.bugle.app.config.ModelSettings;
import org.bugle.linalg.SplitMix64;
import org.bugle.neural.data.Dataset;
import org.bugle.neural.huggingface.Head;
import org.bugle.neural.huggingface.Pretrained;
import org.bugle.neural.network.Activation;
import org.bugle.neural.network.ConvNet;
import org.bugle.neural.network.Mlp;
import org.bugle.neural.network.Network;
import org.bugle.neural.network.ResNet18;
import org.bugle.neural.network.TinyTransformer;
import org.bugle.neural.network.TransformerEncoder;
import org.bugle.neural.network.Vgg16;
import org.bugle.neural.weight.Weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The network that a train file asks for, of the sizes that its data have.
final class Networks {
    private static final List<Integer> DIGITS = List.of(1, 28, 28);
    private static final List<Integer> SMALL_COLOURS = List.of(3, 32, 32);

    private final TrainInput input;
    private final Material material;

    private Networks(TrainInput input, Material material) {
        this.input = input;
        this.material = material;
    }

    /// A network, and the weights that come with it.
    ///
    /// @param pretrained empty where they are drawn
    /// @param head the names of those that are drawn all the same, of the classifier
    record Built(Network network, Optional<Weights> pretrained, List<String> head) {}

    /// @throws org.bugle.app.config.InputException if it does not fit the data
    /// @throws org.bugle.files.FileException if a folder holds no model that is known
    static Built of(TrainInput input, Material material) {
        if (settings(input) instanceof ModelSettings.HuggingFace(String folder)) {
            Pretrained pretrained =
                    Pretrained.open(
                            Path.of(folder),
                            Head.WHOLE,
                            material.train().outputs(),
                            new SplitMix64(input.file().seed()));
            return new Built(
                    pretrained.network(), Optional.of(pretrained.weights()), pretrained.drawn());
        }
        Network network = new Networks(input, material).network(settings(input));
        return new Built(network, Optional.empty(), List.of());
    }

    /// The network in a word, as train files have it.
    static String name(TrainInput input) {
        ModelSettings settings = settings(input);
        return ModelSettings.catalogue().entrySet().stream()
                .filter(each -> each.getValue() == settings.getClass())
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private static ModelSettings settings(TrainInput input) {
        return input.file()
                .model()
                .orElseGet(() -> Tasks.of(input.file().task().orElseThrow()).model());
    }

    private Network network(ModelSettings settings) {
        Dataset data = material.train();
        int classes = data.outputs();
        return switch (settings) {
            case ModelSettings.Mlp(List<Integer> hidden, ModelSettings.Activation activation) -> {
                requireNumbers("mlp");
                List<Integer> widths = new ArrayList<>();
                widths.add(data.inputShape().stream().reduce(1, Math::multiplyExact));
                widths.addAll(hidden);
                widths.add(classes);
                yield new Mlp(widths, activation(activation), Mlp.Bias.WITH);
            }
            case ModelSettings.LeNet5(ModelSettings.Activation activation) -> {
                requireShape("lenet5", DIGITS);
                yield ConvNet.leNet5(activation(activation), classes);
            }
            case ModelSettings.ConvNet() -> {
                requireNumbers("conv-net");
                ConvNet spec = ConvNet.ofGratings();
                yield new ConvNet(
                        data.inputShape(),
                        spec.stages(),
                        List.of(classes),
                        spec.activation(),
                        spec.start());
            }
            case ModelSettings.Vgg16() -> {
                requireShape("vgg16", SMALL_COLOURS);
                yield Vgg16.of(classes);
            }
            case ModelSettings.ResNet18() -> {
                requireShape("resnet18", SMALL_COLOURS);
                yield ResNet18.of(classes);
            }
            case ModelSettings.TinyTransformer() -> {
                requireTask("tiny-transformer");
                yield TinyTransformer.ofSpec();
            }
            case ModelSettings.Transformer s -> transformer(s, classes);
            case ModelSettings.HuggingFace _ ->
                    throw new IllegalStateException("a model of a folder brings its network");
        };
    }

    private Network transformer(ModelSettings.Transformer s, int classes) {
        if (material.vocabulary().isEmpty()) {
            throw input.refuse("model", "transformer needs texts, found " + material.name());
        }
        return new TransformerEncoder(
                new TransformerEncoder.Size(
                        material.vocabulary().getAsInt(),
                        Math.max(
                                material.train().inputShape().getFirst(),
                                material.test().inputShape().getFirst()),
                        s.width(),
                        s.hidden(),
                        s.heads(),
                        s.blocks()),
                classes,
                TransformerEncoder.Head.SEQUENCE,
                TransformerEncoder.Norm.PRE,
                s.dropout());
    }

    private static Activation activation(ModelSettings.Activation settings) {
        return switch (settings) {
            case RELU -> new Activation.Relu();
            case LEAKY_RELU -> Activation.LeakyRelu.standard();
            case TANH -> new Activation.Tanh();
        };
    }

    private void requireShape(String model, List<Integer> shape) {
        if (!material.train().inputShape().equals(shape)) {
            throw input.refuse(
                    "model",
                    "%s needs inputs %s, found %s of %s"
                            .formatted(
                                    model, shape, material.train().inputShape(), material.name()));
        }
    }

    private void requireNumbers(String model) {
        if (material.vocabulary().isPresent()) {
            throw input.refuse("model", model + " needs numbers, found texts");
        }
    }

    private void requireTask(String model) {
        if (!material.name().startsWith("train/sequences")) {
            throw input.refuse("model", model + " is for the tasks train/sequences alone");
        }
    }
}
