package org.bugle.app.run;

import org.bugle.app.config.InputException;
import org.bugle.app.config.Nearest;
import org.bugle.files.FileException;
import org.bugle.files.NpyFile;
import org.bugle.models.spin.Interactions;
import org.bugle.operator.tree.Couplings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Couplings as a word on the command line: `power:alpha=1,nu=2`, `formula:exp(-r)`, `FILE.csv`,
/// `FILE.npy`.
public final class CouplingText {
    private static final String FORMULA = "formula";
    private static final Map<String, List<String>> KERNELS = kernels();

    private CouplingText() {}

    private static Map<String, List<String>> kernels() {
        Map<String, List<String>> kernels = new LinkedHashMap<>();
        kernels.put("power", List.of("alpha", "nu"));
        kernels.put("exponential", List.of("length", "nu"));
        kernels.put("nearest-neighbour", List.of("nu"));
        kernels.put(FORMULA, List.of());
        return kernels;
    }

    /// @param sites their number; a file tells it by itself
    /// @throws InputException if the word, the file or the number of sites is wrong
    public static Couplings read(String text, OptionalInt sites) {
        if (text.endsWith(".csv") || text.endsWith(".npy")) {
            Couplings beta = file(Path.of(text));
            if (sites.isPresent() && sites.getAsInt() != beta.sites()) {
                throw new InputException(
                        "--d is %d, but %s holds the couplings of %d sites"
                                .formatted(sites.getAsInt(), text, beta.sites()));
            }
            return beta;
        }
        int d = sites.orElseThrow(() -> new InputException("--d, the number of sites, is needed"));
        String name = text.split(":", 2)[0];
        String rest = text.substring(Math.min(text.length(), name.length() + 1));
        if (!KERNELS.containsKey(name)) {
            List<String> allowed = KERNELS.keySet().stream().toList();
            throw new InputException(
                    "--beta: '%s' is no kernel%s, FILE.csv, FILE.npy"
                            .formatted(name, Nearest.hint(name, allowed, allowed)));
        }
        if (name.equals(FORMULA)) {
            return parsed(d, rest, "--beta");
        }
        Map<String, Double> values = values(name, rest);
        double nu = values.getOrDefault("nu", 1.0);
        return switch (name) {
            case "power" -> Couplings.power(d, nu, values.getOrDefault("alpha", 1.0));
            case "exponential" ->
                    Interactions.exponential(d, nu, values.getOrDefault("length", 1.0));
            default -> Interactions.nearestNeighbour(d, nu, false);
        };
    }

    private static Map<String, Double> values(String kernel, String text) {
        Map<String, Double> values = new LinkedHashMap<>();
        List<String> keys = KERNELS.getOrDefault(kernel, List.of());
        for (String assignment : text.isBlank() ? new String[0] : text.split(",")) {
            String key = assignment.split("=", 2)[0].strip();
            String value = assignment.substring(Math.min(assignment.length(), key.length() + 1));
            if (!keys.contains(key)) {
                throw new InputException(
                        "--beta: '%s' is no parameter of %s%s"
                                .formatted(key, kernel, Nearest.hint(key, keys, keys)));
            }
            try {
                values.put(key, Double.valueOf(value.strip()));
            } catch (NumberFormatException e) {
                throw new InputException(
                        "--beta: %s of %s must be a number, found '%s'"
                                .formatted(key, kernel, value));
            }
        }
        return values;
    }

    private static Couplings file(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new InputException("--beta: %s does not exist".formatted(file));
            }
            if (file.toString().endsWith(".npy")) {
                return Couplings.of(NpyFile.read(file));
            }
            String text = Files.readString(file);
            return parsed((int) text.strip().lines().count(), text, "--beta: " + file);
        } catch (IOException e) {
            throw new InputException("--beta: %s cannot be read: %s".formatted(file, e));
        } catch (FileException e) {
            throw new InputException("--beta: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new InputException("--beta: %s: %s".formatted(file, e.getMessage()));
        }
    }

    private static Couplings parsed(int sites, String text, String place) {
        try {
            return Interactions.parse(sites, text);
        } catch (IllegalArgumentException e) {
            throw new InputException(place + ": " + e.getMessage());
        }
    }
}
