package org.bugle.neural.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.bugle.files.Safetensors;
import org.bugle.files.SafetensorsType;
import org.bugle.linalg.SplitMix64;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Draws;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.LowRankAdapter;
import org.bugle.neural.weight.LowRankLinear;
import org.bugle.neural.weight.Weight;
import org.bugle.neural.weight.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

class PeftExportTest {
    private static final double ROUNDING = 1e-14;

    @TempDir Path folder;

    private final SplitMix64 random = new SplitMix64(11);

    /// U S Vᵀ with a full S of this shape.
    private Tucker factors(int outputs, int inputs, int left, int right) {
        return new Tucker(
                Tensor.of(Draws.matrix(random, left, right)),
                List.of(Draws.matrix(random, outputs, left), Draws.matrix(random, inputs, right)));
    }

    private static void assertSameCorrections(Adapter found, Adapter expected, double tolerance) {
        assertThat(found.corrections().keySet())
                .containsExactlyElementsOf(expected.corrections().keySet());
        expected.corrections()
                .forEach((module, correction) -> {
                    Array exact = correction.dense();
                    Array back = Objects.requireNonNull(found.corrections().get(module)).dense();
                    assertThat(back.shape()).isEqualTo(exact.shape());
                    assertThat(back.plus(-1, exact).norm()).isLessThan(tolerance * exact.norm());
                });
    }

    @Test // as a network has them after training: a kernel, a classifier, a rank that fell to 0
    void whatWasTrainedComesBack() {
        Map<String, Weight> byName = new LinkedHashMap<>();
        byName.put(
                "a.q.weight", new LowRankAdapter(Array.zeros(List.of(5, 4)), factors(5, 4, 2, 3)));
        byName.put("a.q.bias", DenseWeight.trained(Array.of(List.of(2), 1, 2)));
        byName.put(
                "conv.weight",
                new LowRankAdapter(Array.zeros(List.of(3, 2, 2, 2)), factors(3, 8, 2, 1)));
        byName.put(
                "gone.weight", new LowRankAdapter(Array.zeros(List.of(3, 4)), factors(3, 4, 0, 0)));
        byName.put("norm.weight", DenseWeight.frozen(Array.of(List.of(1), 3)));
        byName.put("head.weight", DenseWeight.trained(Array.of(List.of(1, 2), 5, 6)));
        Adapter adapter = Adapter.of(Weights.of(byName));
        PeftExport.write(folder, adapter, SafetensorsType.F64);
        PeftImport.Imported back = PeftImport.read(folder);
        assertThat(back.warnings()).isEmpty();
        assertThat(back.adapter().ranks()).isEqualTo(Map.of("a.q", 2, "conv", 1));
        Map<String, Correction> kept = new LinkedHashMap<>(adapter.corrections());
        kept.remove("gone");
        assertSameCorrections(
                back.adapter(), new Adapter(kept, Map.of(), Optional.empty()), ROUNDING);
        assertThat(back.adapter().replaced())
                .isEqualTo(
                        Map.of(
                                "a.q.bias", Array.of(List.of(2), 1, 2),
                                "head.weight", Array.of(List.of(1, 2), 5, 6)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lora", "rslora", "adalora", "kernel"})
    void whatWasImportedComesBack(String name) {
        Adapter adapter = PeftImport.read(PeftFiles.adapter(name)).adapter();
        PeftExport.write(folder, adapter, SafetensorsType.F64);
        Map<String, Correction> kept = new LinkedHashMap<>(adapter.corrections());
        kept.values().removeIf(c -> c.rank() == 0);
        Adapter back = PeftImport.read(folder).adapter();
        assertSameCorrections(back, new Adapter(kept, Map.of(), Optional.empty()), ROUNDING);
        assertThat(back.replaced()).isEqualTo(adapter.replaced());
        assertThat(back.baseModel()).contains("tiny");
        PeftExport.write(folder, adapter, SafetensorsType.F32);
        assertSameCorrections(
                PeftImport.read(folder).adapter(),
                new Adapter(kept, Map.of(), Optional.empty()),
                1e-6);
    }

    @Test // the rank is the alpha, so that the scaling is 1; `q` also ends `b.q`, and stands behind
    void theConfigurationIsWhatPeftReads() throws IOException {
        Map<String, Correction> corrections = new LinkedHashMap<>();
        corrections.put("q", Correction.linear(factors(4, 3, 2, 2)));
        corrections.put("b.q", Correction.linear(factors(4, 3, 1, 1)));
        Adapter adapter =
                new Adapter(
                        corrections,
                        Map.of("head.weight", Array.number(1).reshape(List.of(1, 1))),
                        Optional.of("tiny"));
        PeftExport.write(folder.resolve("new/out"), adapter, SafetensorsType.F32);
        Path written = folder.resolve("new/out");
        assertThat(written.resolve("adapter_config.json"))
                .hasContent(
                        """
                        {
                          "peft_type" : "LORA",
                          "task_type" : null,
                          "base_model_name_or_path" : "tiny",
                          "revision" : null,
                          "inference_mode" : true,
                          "r" : 2,
                          "lora_alpha" : 2,
                          "lora_dropout" : 0.0,
                          "target_modules" : [ "q", "b.q" ],
                          "bias" : "none",
                          "fan_in_fan_out" : false,
                          "init_lora_weights" : true,
                          "use_rslora" : false,
                          "use_dora" : false,
                          "modules_to_save" : [ "head" ],
                          "layers_to_transform" : null,
                          "layers_pattern" : null,
                          "rank_pattern" : {
                            "b.q" : 1,
                            "q" : 2
                          },
                          "alpha_pattern" : {
                            "b.q" : 1,
                            "q" : 2
                          }
                        }
                        """);
        try (Safetensors tensors = Safetensors.open(written.resolve("adapter_model.safetensors"))) {
            assertThat(tensors.metadata()).isEqualTo(Map.of("format", "pt"));
            assertThat(tensors.names())
                    .containsExactly(
                            "base_model.model.q.lora_A.weight",
                            "base_model.model.q.lora_B.weight",
                            "base_model.model.b.q.lora_A.weight",
                            "base_model.model.b.q.lora_B.weight",
                            "base_model.model.head.weight");
            assertThat(tensors.entry("base_model.model.q.lora_A.weight").shape())
                    .containsExactly(2, 3);
            assertThat(tensors.entry("base_model.model.q.lora_B.weight").shape())
                    .containsExactly(4, 2);
            assertThat(tensors.entry("base_model.model.q.lora_B.weight").type())
                    .isEqualTo(SafetensorsType.F32);
        }
        try (Stream<Path> files = Files.list(written)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void whatPeftCannotSayIsRefused() {
        Correction none = Correction.linear(factors(4, 3, 0, 0));
        Correction linear = Correction.linear(factors(4, 3, 1, 1));
        Correction turned =
                new Correction(linear.factors(), List.of(3), Correction.Layout.INPUTS_FIRST);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> write(Map.of("a", none)))
                .withMessage("PeftExport: no module has a rank above 0; nothing is left to write");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> write(Map.of("a", linear, "b", turned)))
                .withMessage(
                        "PeftExport: PEFT cannot tell modules that store inputs first from"
                                + " others");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Adapter.of(Weights.of(Map.of("a", new LowRankLinear(linear.factors())))))
                .withMessage("Adapter: a corrects no frozen weight");
        assertThat(folder).isEmptyDirectory();
    }

    private void write(Map<String, Correction> corrections) {
        PeftExport.write(
                folder, new Adapter(corrections, Map.of(), Optional.empty()), SafetensorsType.F32);
    }
}
