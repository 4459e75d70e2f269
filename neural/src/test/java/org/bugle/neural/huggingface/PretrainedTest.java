package org.bugle.neural.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.bugle.files.FileException;
import org.bugle.files.Safetensors;
import org.bugle.linalg.SplitMix64;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Batch;
import org.bugle.neural.djl.DjlEngine;
import org.bugle.neural.djl.Precision;
import org.bugle.neural.djl.Processor;
import org.bugle.neural.engine.Engine;
import org.bugle.neural.network.Criterion;
import org.bugle.neural.network.Evaluator;
import org.bugle.neural.plain.PlainEngine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Against the outputs that `checkpoints.py` computed with NumPy.
class PretrainedTest {
    private static final double DOUBLE = 1e-10;
    private static final double SINGLE = 1e-5;

    private static final Map<Head, String> EXPECTED =
            Map.of(Head.STATES, "states", Head.POOLED, "pooled", Head.WHOLE, "logits");

    private static Path folder(String name) {
        try {
            return Path.of(
                    Objects.requireNonNull(PretrainedTest.class.getResource(name), name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Pretrained open(Path folder, Head head) {
        return Pretrained.open(folder, head, 3, new SplitMix64(1));
    }

    private static Array read(Safetensors file, String name) {
        return Array.over(file.entry(name).shape(), file.doubles(name));
    }

    private static Batch batch(Safetensors file) {
        Array mask = file.has("mask") ? read(file, "mask") : Array.number(1);
        return new Batch(read(file, "inputs"), mask, Array.zeros(List.of(0)));
    }

    private static void compare(Engine engine, String name, Head head, double tolerance) {
        Pretrained model = open(folder(name), head);
        assertThat(model.drawn()).isEmpty();
        try (Safetensors file = Safetensors.open(folder(name).resolve("expected.safetensors"));
                Evaluator evaluator =
                        new Evaluator(engine, model.network(), Criterion.CROSS_ENTROPY)) {
            Array expected = read(file, Objects.requireNonNull(EXPECTED.get(head)));
            Array found = evaluator.outputs(model.weights(), batch(file));
            assertThat(found.shape()).isEqualTo(expected.shape());
            assertThat(found.toDoubles()).containsExactly(expected.toDoubles(), within(tolerance));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert", "bert-alone", "roberta", "deberta", "vit"})
    void outputsAreThoseOfNumPy(String name) {
        for (Head head : EXPECTED.keySet()) {
            compare(new PlainEngine(), name, head, DOUBLE);
        }
    }

    @Tag("djl")
    @ParameterizedTest
    @ValueSource(strings = {"bert", "bert-alone", "roberta", "deberta", "vit"})
    void soAreTheyInSinglePrecision(String name) {
        try (DjlEngine engine = new DjlEngine(Precision.SINGLE, Processor.CPU, 1)) {
            for (Head head : EXPECTED.keySet()) {
                compare(engine, name, head, SINGLE);
            }
        }
    }

    @Test // so that adapters of PEFT find their layers
    void namesAreThoseOfTheFile() {
        assertThat(open(folder("bert"), Head.WHOLE).network().layers())
                .startsWith(
                        "bert.encoder.layer.0.attention.self.query.weight",
                        "bert.encoder.layer.0.attention.self.key.weight",
                        "bert.encoder.layer.0.attention.self.value.weight",
                        "bert.encoder.layer.0.attention.output.dense.weight",
                        "bert.encoder.layer.0.intermediate.dense.weight",
                        "bert.encoder.layer.0.output.dense.weight")
                .hasSize(12);
        for (String name : List.of("bert-alone", "roberta", "deberta", "vit")) {
            Pretrained model = open(folder(name), Head.WHOLE);
            try (Safetensors file = Safetensors.open(folder(name).resolve("model.safetensors"))) {
                assertThat(file.names()).containsAll(model.weights().names());
                assertThat(model.weights().names()).containsAll(model.network().layers());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert", "roberta", "deberta"})
    void whatOnlyFillsUpChangesNothing(String name) {
        try (Safetensors file = Safetensors.open(folder(name).resolve("expected.safetensors"))) {
            Array last = read(file, "inputs").rows(2, 3).reshape(List.of(7)).rows(0, 3);
            Array expected = read(file, "logits").rows(2, 3);
            assertThat(outputs(name, Head.WHOLE, last.reshape(List.of(1, 3))).toDoubles())
                    .containsExactly(expected.toDoubles(), within(DOUBLE));
        }
    }

    private static Array outputs(String name, Head head, Array inputs) {
        Pretrained model = open(folder(name), head);
        try (Evaluator evaluator =
                new Evaluator(new PlainEngine(), model.network(), Criterion.CROSS_ENTROPY)) {
            return evaluator.outputs(model.weights(), Batch.of(inputs, Array.zeros(List.of(0))));
        }
    }

    @Test
    void aHeadThatTheFileLacksIsDrawn() {
        Pretrained model = open(folder("roberta"), Head.TOKENS);
        assertThat(model.drawn()).containsExactly("classifier.weight", "classifier.bias");
        assertThat(model.weights().get("classifier.weight").merged().norm()).isPositive();
        assertThat(open(folder("roberta"), Head.TOKENS).weights()).isEqualTo(model.weights());
        Array outputs = outputs("roberta", Head.TOKENS, Array.zeros(List.of(2, 4)));
        assertThat(outputs.shape()).isEqualTo(List.of(2, 4, 3));
    }

    @Test
    void anotherClassifierIsNotCutToSize() {
        Path file = folder("bert").resolve("model.safetensors");
        SplitMix64 random = new SplitMix64(1);
        assertThatExceptionOfType(FileException.class)
                .isThrownBy(() -> Pretrained.open(folder("bert"), Head.WHOLE, 5, random))
                .withMessage(
                        file
                                + ": tensor 'classifier.weight' must have the shape [5, 8] that"
                                + " config.json asks for, found [3, 8]");
    }

    static Stream<Arguments> wrongConfigurations() {
        return Stream.of(
                Arguments.of(
                        "\"bert\"",
                        "\"gpt2\"",
                        "config.json: 'model_type' must be bert, roberta, vit or deberta-v2, found"
                                + " \"gpt2\""),
                Arguments.of(
                        "\"hidden_size\": 8",
                        "\"hidden_size\": 6",
                        "model.safetensors: tensor 'bert.embeddings.word_embeddings.weight' must"
                                + " have the shape [13, 6] that config.json asks for, found [13,"
                                + " 8]"),
                Arguments.of(
                        "\"hidden_size\": 8",
                        "\"hidden_size\": \"8\"",
                        "config.json: 'hidden_size' must be a positive integer, found \"8\""),
                Arguments.of(
                        "\"hidden_size\": 8,",
                        "",
                        "config.json: 'hidden_size' must be a positive integer, found nothing"),
                Arguments.of(
                        "\"num_attention_heads\": 2",
                        "\"num_attention_heads\": 3",
                        "config.json: 'num_attention_heads' must divide 'hidden_size', found 3 and"
                                + " 8"),
                Arguments.of(
                        "\"num_hidden_layers\": 2",
                        "\"num_hidden_layers\": 3",
                        "model.safetensors: holds no tensor"
                                + " 'bert.encoder.layer.2.attention.self.query.weight'"),
                Arguments.of(
                        "\"gelu\"",
                        "\"swish\"",
                        "config.json: 'hidden_act' must be gelu, gelu_new, gelu_pytorch_tanh, relu"
                                + " or tanh, found \"swish\""),
                Arguments.of(
                        "\"model_type\"",
                        "\"is_decoder\": true, \"model_type\"",
                        "config.json: 'is_decoder' must be false, found true"));
    }

    @ParameterizedTest
    @MethodSource("wrongConfigurations")
    void aWrongConfigurationIsOneSentence(
            String old, String changed, String message, @TempDir Path copy) throws IOException {
        String text = Files.readString(folder("bert").resolve("config.json"));
        assertThat(text).contains(old);
        Files.writeString(copy.resolve("config.json"), text.replace(old, changed));
        Files.copy(folder("bert").resolve("model.safetensors"), copy.resolve("model.safetensors"));
        assertThatExceptionOfType(FileException.class)
                .isThrownBy(() -> open(copy, Head.STATES))
                .withMessage(copy + "/" + message);
    }

    @Test
    void aModelInSeveralFilesIsRefused(@TempDir Path copy) throws IOException {
        Files.copy(folder("bert").resolve("config.json"), copy.resolve("config.json"));
        Path index = Files.createFile(copy.resolve("model.safetensors.index.json"));
        assertThatExceptionOfType(FileException.class)
                .isThrownBy(() -> open(copy, Head.STATES))
                .withMessage(
                        index
                                + ": a model in several files is not read; save it as one"
                                + " model.safetensors");
    }

    @Test
    void whatDoesNotFitTheModelIsOneSentence() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(folder("vit"), Head.TOKENS))
                .withMessage(
                        "ViT: has no classifier of each patch; STATES, POOLED or WHOLE is needed");
        Array images = Array.zeros(List.of(1, 3, 4, 4));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> outputs("vit", Head.STATES, images))
                .withMessage("ViT: images must be (b, 3, 6, 6), found [1, 3, 4, 4]");
        Array sequence = Array.zeros(List.of(1, 11));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> outputs("roberta", Head.STATES, sequence))
                .withMessage("ROBERTA: sequences must have at most 10 tokens, found 11");
    }
}
