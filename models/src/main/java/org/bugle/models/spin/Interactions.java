package org.bugle.models.spin;

import org.bugle.linalg.Matrix;
import org.bugle.models.formula.Formula;
import org.bugle.operator.tree.Couplings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Couplings β(i, j) of the sites of a chain, as they are written in run files.
public final class Interactions {
    private Interactions() {}

    /// ν e^{−|i − j|/ℓ}.
    public static Couplings exponential(int sites, double nu, double length) {
        return Couplings.of(sites, (i, j) -> nu * Math.exp((i - j) / length));
    }

    /// ν between neighbours; on a closed chain the last and the first site are neighbours too.
    public static Couplings nearestNeighbour(int sites, double nu, boolean closed) {
        return Couplings.of(
                sites, (i, j) -> j == i + 1 || (closed && i == 0 && j == sites - 1) ? nu : 0);
    }

    /// A formula in i, j (the numbers of the sites, i < j) and r = j − i; or the d×d numbers
    /// themselves, as in a CSV file: rows end with a line or a semicolon, numbers are separated by
    /// commas or blanks. Of those, the diagonal is never read; below it stands the same as above,
    /// or zeros.
    ///
    /// @throws IllegalArgumentException if it is neither, or the matrix is not symmetric
    public static Couplings parse(int sites, String text) {
        String[] lines = text.strip().split("\\s*[;\\n]\\s*");
        if (lines.length > 1) {
            return Couplings.of(matrix(sites, lines));
        }
        Formula formula = Formula.of("beta", text, List.of("i", "j", "r"));
        return Couplings.of(sites, (i, j) -> formula.at(i, j, j - i));
    }

    private static Matrix matrix(int sites, String[] lines) {
        double[][] rows = Arrays.stream(lines).map(Interactions::numbers).toArray(double[][]::new);
        if (rows.length != sites || Arrays.stream(rows).anyMatch(r -> r.length != sites)) {
            throw new IllegalArgumentException(
                    "beta: %d sites need a %d×%d matrix, found %d rows of %s entries"
                            .formatted(sites, sites, sites, rows.length, widths(rows)));
        }
        for (int i = 0; i < sites; i++) {
            for (int j = 0; j < i; j++) {
                if (rows[i][j] != 0 && Double.compare(rows[i][j], rows[j][i]) != 0) {
                    throw new IllegalArgumentException(
                            "beta: the couplings of sites %d and %d must agree in both orders, found %s and %s"
                                    .formatted(j, i, rows[j][i], rows[i][j]));
                }
            }
        }
        return Matrix.of(rows);
    }

    private static String widths(double[][] rows) {
        int least = Arrays.stream(rows).mapToInt(r -> r.length).min().orElse(0);
        int most = Arrays.stream(rows).mapToInt(r -> r.length).max().orElse(0);
        return least == most ? String.valueOf(most) : least + " to " + most;
    }

    private static double[] numbers(String line) {
        return Arrays.stream(line.strip().split("\\s*,\\s*|\\s+"))
                .mapToDouble(Interactions::number)
                .toArray();
    }

    private static double number(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "nan" -> Double.NaN;
            case "inf", "+inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> {
                try {
                    yield Double.parseDouble(word);
                } catch (NumberFormatException e) {
                    throw new IllegalArgumentException(
                            "beta: '%s' is no number".formatted(word), e);
                }
            }
        };
    }
}
