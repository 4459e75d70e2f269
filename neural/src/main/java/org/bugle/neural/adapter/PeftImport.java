package org.bugle.neural.adapter;

import org.bugle.files.FileException;
import org.bugle.files.Safetensors;
import org.bugle.linalg.Matrix;
import org.bugle.linalg.Tensor;
import org.bugle.lowrank.Tucker;
import org.bugle.neural.array.Array;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Reads adapters as Hugging Face PEFT saves them: a folder with `adapter_config.json` and
/// `adapter_model.safetensors`, of type LORA or ADALORA. They are data and nothing of them is run;
/// `adapter_model.bin`, which could hold a program, is refused.
///
/// ΔW = s B A with s = α/r or α/√r, or ΔW = s B diag(E) A with s = α/(r₀ + 10⁻⁵) of AdaLoRA.
public final class PeftImport {
    static final String TENSORS = "adapter_model.safetensors";

    private static final Pattern FACTOR =
            Pattern.compile("(.+)\\.lora_(embedding_)?([ABE])(?:\\.(?!bias$)[^.]+)?(?:\\.weight)?");

    private final PeftConfig config;
    private final Safetensors tensors;

    /// @param warnings a sentence for each key of the configuration that is ignored
    public record Imported(Adapter adapter, List<String> warnings) {
        public Imported {
            warnings = List.copyOf(warnings);
        }
    }

    private enum Role {
        A,
        B,
        E
    }

    /// The tensors of one module.
    private record Factors(boolean embedding, Map<Role, String> names) {}

    private PeftImport(PeftConfig config, Safetensors tensors) {
        this.config = config;
        this.tensors = tensors;
    }

    /// @throws FileException if a file is missing, cannot be read, or is not as above; if the
    ///   tensors of a module do not fit together, or have another rank than the configuration says
    public static Imported read(Path folder) {
        PeftConfig config = PeftConfig.read(folder.resolve(PeftConfig.NAME));
        if (!Files.exists(folder.resolve(TENSORS))
                && Files.exists(folder.resolve("adapter_model.bin"))) {
            throw new FileException(
                    folder.resolve("adapter_model.bin"),
                    "is a Python pickle, which could run code, and is not read; save the adapter"
                            + " as "
                            + TENSORS);
        }
        try (Safetensors tensors = Safetensors.open(folder.resolve(TENSORS))) {
            return new Imported(new PeftImport(config, tensors).adapter(), config.warnings());
        }
    }

    private Adapter adapter() {
        Map<String, Factors> modules = new LinkedHashMap<>();
        Map<String, Array> replaced = new LinkedHashMap<>();
        for (String key : tensors.names()) {
            String name =
                    key.startsWith(PeftConfig.PREFIX)
                            ? key.substring(PeftConfig.PREFIX.length())
                            : key;
            Matcher matcher = FACTOR.matcher(name);
            if (matcher.matches()) {
                boolean embedding = matcher.group(2) != null;
                modules.computeIfAbsent(
                                matcher.group(1),
                                _ -> new Factors(embedding, new EnumMap<>(Role.class)))
                        .names()
                        .put(Role.valueOf(matcher.group(3)), key);
            } else if (name.contains(".lora_")) {
                throw new FileException(
                        tensors.file(), "holds '%s', which Bugle does not read".formatted(key));
            } else {
                replaced.put(
                        name.replaceFirst("\\.modules_to_save(\\.default)?(?=\\.)", "")
                                .replace(".base_layer.", "."),
                        Array.over(tensors.entry(key).shape(), tensors.doubles(key)));
            }
        }
        Map<String, Correction> corrections = new LinkedHashMap<>();
        modules.forEach((module, factors) -> corrections.put(module, correction(module, factors)));
        return new Adapter(corrections, replaced, config.baseModel());
    }

    private Correction correction(String module, Factors factors) {
        String nameA = name(module, factors, Role.A);
        String nameB = name(module, factors, Role.B);
        List<Integer> shapeA = tensors.entry(nameA).shape();
        List<Integer> shapeB = tensors.entry(nameB).shape();
        if (shapeA.size() < 2
                || shapeB.size() != shapeA.size()
                || !shapeA.getFirst().equals(shapeB.get(1))
                || !shapeB.subList(2, shapeB.size()).stream().allMatch(n -> n == 1)) {
            throw wrong(
                    module,
                    "lora_A of shape %s does not fit lora_B of %s".formatted(shapeA, shapeB));
        }
        int rank = shapeA.getFirst();
        Matrix a = matrix(nameA, rank);
        Matrix b = matrix(nameB, shapeB.getFirst());
        Tucker product =
                switch (config.kind()) {
                    case LORA -> {
                        requireRank(module, rank);
                        yield tucker(b, Matrix.identity(rank), a.transpose());
                    }
                    case ADALORA -> triplets(module, factors, b, a);
                };
        Tucker scaled = product.times(product.core().size() == 0 ? 1 : config.scaling(module));
        return new Correction(scaled, shapeA.subList(1, shapeA.size()), layout(factors, shapeA));
    }

    private String name(String module, Factors factors, Role role) {
        return Optional.ofNullable(factors.names().get(role))
                .orElseThrow(() -> wrong(module, "lora_%s is missing".formatted(role)));
    }

    private Matrix matrix(String name, int rows) {
        double[] entries = tensors.doubles(name);
        int columns = rows == 0 ? width(name) : entries.length / rows;
        return Array.over(List.of(rows, columns), entries).toMatrix();
    }

    private int width(String name) {
        List<Integer> shape = tensors.entry(name).shape();
        return Array.count(shape.subList(1, shape.size()));
    }

    private static Tucker tucker(Matrix u, Matrix s, Matrix v) {
        return new Tucker(Tensor.of(s), List.of(u, v));
    }

    private void requireRank(String module, int rank) {
        if (rank != config.rankOf(module)) {
            throw wrong(
                    module,
                    "lora_A has rank %d, %s says %s"
                            .formatted(rank, PeftConfig.NAME, brief(config.rankOf(module))));
        }
    }

    private static String brief(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }

    /// B diag(E) A with the triplets that survive; most files hold only these.
    private Tucker triplets(String module, Factors factors, Matrix b, Matrix a) {
        double[] e = tensors.doubles(name(module, factors, Role.E));
        if (e.length != a.rows()) {
            throw wrong(module, "lora_E has %d values for rank %d".formatted(e.length, a.rows()));
        }
        List<Boolean> mask = config.masks().getOrDefault(module, List.of());
        int[] kept = IntStream.range(0, mask.size()).filter(mask::get).toArray();
        if (mask.isEmpty() || e.length == kept.length) {
            return tucker(b, Matrix.diagonal(e), a.transpose());
        }
        if (e.length != mask.size()) {
            throw wrong(
                    module,
                    "its tensors have rank %d, the rank_pattern keeps %d of %d"
                            .formatted(e.length, kept.length, mask.size()));
        }
        double[] values = IntStream.of(kept).mapToDouble(i -> e[i]).toArray();
        Matrix chosen = Matrix.generate(e.length, kept.length, (i, j) -> i == kept[j] ? 1 : 0);
        return tucker(b.times(chosen), Matrix.diagonal(values), a.transpose().times(chosen));
    }

    private Correction.Layout layout(Factors factors, List<Integer> shapeA) {
        if (factors.embedding()) {
            return Correction.Layout.EMBEDDING;
        }
        return config.inputsFirst() && shapeA.size() == 2
                ? Correction.Layout.INPUTS_FIRST
                : Correction.Layout.OUTPUTS_FIRST;
    }

    private FileException wrong(String module, String sentence) {
        return new FileException(tensors.file(), "module '%s': %s".formatted(module, sentence));
    }
}
