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

    /// Levenshtein's distance: insertions, deletions and replacements from one word to the other.
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
