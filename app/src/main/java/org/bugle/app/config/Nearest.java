package org.bugle.app.config;

import org.bugle.models.parameter.Kind;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// The end of a sentence about a word that is not known: the nearest one, and all that are.
public final class Nearest {

    private Nearest() {}

    /// Such as `; did you mean 'relative'? allowed: absolute, relative`.
    ///
    /// @param candidates what the word may have been meant to be
    /// @param allowed what is listed
    public static String hint(
            String word, Collection<String> candidates, Collection<String> allowed) {
        String meant =
                nearest(word, candidates).map(name -> "; did you mean '" + name + "'?").orElse(";");
        return meant + " allowed: " + Kind.list(allowed);
    }

    /// The candidate with the fewest typing errors, or else one that contains the word.
    public static Optional<String> nearest(String word, Collection<String> candidates) {
        String plain = plain(word);
        int most = 1 + plain.length() / 4; // a longer word may hold more slips
        Optional<String> close =
                candidates.stream()
                        .min(Comparator.comparingInt(name -> distance(plain, plain(name))))
                        .filter(name -> {
                            int distance = distance(plain, plain(name));
                            return distance <= most && distance < plain.length();
                        });
        return close.or(() ->
                candidates.stream()
                        .filter(name -> plain.length() > 2 && plain(name).contains(plain))
                        .findFirst());
    }

    /// `max_rank`, `max-rank` and `MaxRank` are the same slip of `maxRank`.
    private static String plain(String word) {
        return word.replaceAll("[-_ ]", "").toLowerCase(Locale.ROOT);
    }

    /// Insertions, deletions, replacements and swaps of neighbours from one word to the other.
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                boolean swapped =
                        i > 1
                                && j > 1
                                && a.charAt(i - 1) == b.charAt(j - 2)
                                && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
