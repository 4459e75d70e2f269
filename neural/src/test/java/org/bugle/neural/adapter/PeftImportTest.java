package org.bugle.neural.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bugle.files.FileException;
import org.bugle.files.Safetensors;
import org.bugle.files.SafetensorsType;
import org.bugle.files.SafetensorsWriter;
import org.bugle.neural.array.Array;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Weight;
import org.bugle.neural.weight.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Models, adapters and merged models are written by `peft.py` with NumPy.
class PeftImportTest {
    @TempDir Path folder;

    /// Sums of a handful of products in another order.
    private static final double ROUNDING = 1e-14;

    @ParameterizedTest
    @ValueSource(strings = {"lora", "rslora", "adalora", "kernel"})
    void mergedModelsAreThoseOfNumpy(String name) {
        Path result = folder.resolve("merged.safetensors");
        Adapter adapter = PeftImport.read(PeftFiles.adapter(name)).adapter();
        Merge.ON.apply(PeftFiles.MODEL, adapter, result);
        try (Safetensors found = Safetensors.open(result);
                Safetensors expected = Safetensors.open(PeftFiles.merged(name));
                Safetensors model = Safetensors.open(PeftFiles.MODEL)) {
            assertThat(found.names()).isEqualTo(expected.names());
            assertThat(found.metadata()).isEqualTo(model.metadata());
            int changed = 0;
            for (String tensor : expected.names()) {
                assertThat(found.entry(tensor).type()).isEqualTo(model.entry(tensor).type());
                Array exact = PeftFiles.array(expected, tensor);
                assertThat(PeftFiles.array(found, tensor).plus(-1, exact).norm())
                        .isLessThanOrEqualTo(ROUNDING * exact.norm());
                changed += exact.equals(PeftFiles.array(model, tensor)) ? 0 : 1;
            }
            assertThat(changed).isGreaterThanOrEqualTo(name.equals("rslora") ? 1 : 2);
        }
    }

    @Test // the model's names may have a prefix that the adapter's lack, or the other way round
    void adaptersGoOnTheWeightsOfNetworks() {
        Adapter adapter = PeftImport.read(PeftFiles.adapter("lora")).adapter();
        Map<String, Weight> dense = new LinkedHashMap<>();
        try (Safetensors model = Safetensors.open(PeftFiles.MODEL);
                Safetensors merged = Safetensors.open(PeftFiles.merged("lora"))) {
            for (String name : model.names()) {
                dense.put("tiny." + name, DenseWeight.frozen(PeftFiles.array(model, name)));
            }
            Weights weights = adapter.on(Weights.of(dense));
            assertThat(weights.names()).containsExactlyElementsOf(dense.keySet());
            for (String name : merged.names()) {
                Array exact = PeftFiles.array(merged, name);
                assertThat(weights.get("tiny." + name).merged().plus(-1, exact).norm())
                        .isLessThanOrEqualTo(ROUNDING * exact.norm());
            }
            assertThat(weights.trainedDense().keySet())
                    .containsExactly("tiny.classifier.weight", "tiny.classifier.bias");
            assertThat(Adapter.of(weights).ranks())
                    .isEqualTo(
                            Map.of(
                                    "tiny.layer.0.query", 4,
                                    "tiny.layer.0.value", 2,
                                    "tiny.layer.1.query", 1,
                                    "tiny.layer.1.value", 2));
        }
    }

    @Test
    void ranksAndWarningsAreKnown() {
        PeftImport.Imported ada = PeftImport.read(PeftFiles.adapter("adalora"));
        assertThat(ada.adapter().ranks())
                .isEqualTo(
                        Map.of(
                                "layer.0.query", 2,
                                "layer.0.value", 2,
                                "layer.1.query", 0,
                                "layer.1.value", 3));
        assertThat(ada.warnings()).isEmpty();
        assertThat(ada.adapter().baseModel()).contains("tiny");
        assertThat(ada.adapter().parameters()).isEqualTo(2 * 11 + 2 * 9 + 3 * 9);
        PeftImport.Imported kernel = PeftImport.read(PeftFiles.adapter("kernel"));
        assertThat(kernel.warnings())
                .containsExactly(
                        PeftFiles.adapter("kernel").resolve("adapter_config.json")
                                + ": the key 'flavour' is ignored");
    }

    private void config(String json) throws IOException {
        Files.writeString(folder.resolve("adapter_config.json"), json);
    }

    private void assertRefused(String file, String sentence) {
        assertThatThrownBy(() -> PeftImport.read(folder))
                .isExactlyInstanceOf(FileException.class)
                .hasMessage(folder.resolve(file) + ": " + sentence);
    }

    private void tensors(SafetensorsWriter writer) {
        writer.write(folder.resolve("adapter_model.safetensors"));
    }

    private static SafetensorsWriter factors(Integer[] shapeA, Integer[] shapeB) {
        return new SafetensorsWriter()
                .add("q.lora_A.weight", SafetensorsType.F64, List.of(shapeA), () -> zeros(shapeA))
                .add("q.lora_B.weight", SafetensorsType.F64, List.of(shapeB), () -> zeros(shapeB));
    }

    private static double[] zeros(Integer... shape) {
        return new double[Array.count(List.of(shape))];
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    [] | is no JSON object
                    {"peft_type": "IA3"} | has the peft_type 'IA3'; Bugle reads LORA and ADALORA
                    {} | has the peft_type ''; Bugle reads LORA and ADALORA
                    {"peft_type": "LORA", "use_dora": true} | sets 'use_dora', which Bugle does not read
                    {"peft_type": "LORA", "target_parameters": ["w"]} | sets 'target_parameters', which Bugle does not read
                    {"peft_type": "LORA", "r": 0} | has the rank 0.0 instead of one ≥ 1
                    {"peft_type": "LORA", "r": "8"} | has "8" for 'r', which is no number
                    {"peft_type": "LORA", "alpha_pattern": {"q": []}} | has [] for 'q', which is no number
                    {"peft_type": "LORA", "rank_pattern": {"(q": 1}} | has the pattern '(q', which is no regular expression: Unclosed group
                    {"peft_type": "ADALORA", "rank_pattern": {"q": 3}} | has the rank_pattern 'q', which is no list
                    """)
    void wrongConfigurationsAreRefused(String json, String sentence) throws IOException {
        config(json);
        assertRefused("adapter_config.json", sentence);
    }

    @Test // 2ⁿ attempts on n letters a; the reference keeps Java from remembering those that failed
    void aPatternThatTakesForeverIsRefused() throws IOException {
        config("{\"peft_type\": \"LORA\", \"r\": 2, \"rank_pattern\": {\"(a+)+\\\\1b\": 1}}");
        tensors(
                new SafetensorsWriter()
                        .addFloats(
                                "a".repeat(60) + ".lora_A.weight",
                                List.of(2, 3),
                                () -> new float[6])
                        .addFloats(
                                "a".repeat(60) + ".lora_B.weight",
                                List.of(4, 2),
                                () -> new float[8]));
        assertRefused(
                "adapter_config.json",
                "has the pattern '(a+)+\\1b', which takes too long to match");
    }

    @Test
    void missingAndForeignFilesAreRefused() throws IOException {
        assertRefused("adapter_config.json", "no such file or folder");
        config("{\"peft_type\": \"LORA\", \"r\": 2}");
        assertRefused("adapter_model.safetensors", "no such file or folder");
        Files.writeString(folder.resolve("adapter_model.bin"), "c__builtin__\neval\n");
        assertRefused(
                "adapter_model.bin",
                "is a Python pickle, which could run code, and is not read; save the adapter as"
                        + " adapter_model.safetensors");
    }

    @Test
    void tensorsThatDoNotFitAreRefused() throws IOException {
        config("{\"peft_type\": \"LORA\", \"r\": 2}");
        String file = "adapter_model.safetensors";
        tensors(factors(new Integer[] {3, 5}, new Integer[] {4, 3}));
        assertRefused(file, "module 'q': lora_A has rank 3, adapter_config.json says 2");
        tensors(factors(new Integer[] {2, 5}, new Integer[] {4, 3}));
        assertRefused(file, "module 'q': lora_A of shape [2, 5] does not fit lora_B of [4, 3]");
        tensors(factors(new Integer[] {2, 5, 3, 3}, new Integer[] {4, 2, 3, 3}));
        assertRefused(
                file,
                "module 'q': lora_A of shape [2, 5, 3, 3] does not fit lora_B of [4, 2, 3, 3]");
        tensors(new SafetensorsWriter().addFloats("q.lora_A", List.of(2, 1), () -> new float[2]));
        assertRefused(file, "module 'q': lora_B is missing");
        tensors(new SafetensorsWriter().addFloats("q.lora_B.bias", List.of(2), () -> new float[2]));
        assertRefused(file, "holds 'q.lora_B.bias', which Bugle does not read");
        config(
                "{\"peft_type\": \"ADALORA\", \"init_r\": 3, \"rank_pattern\": {\"q.lora_E\":"
                        + " [true, true, true, false]}}");
        tensors(
                factors(new Integer[] {2, 5}, new Integer[] {4, 2})
                        .addFloats("q.lora_E", List.of(2, 1), () -> new float[2]));
        assertRefused(file, "module 'q': its tensors have rank 2, the rank_pattern keeps 3 of 4");
    }
}
