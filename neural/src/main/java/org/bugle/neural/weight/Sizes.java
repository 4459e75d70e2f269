package org.bugle.neural.weight;

import org.bugle.lowrank.Tucker;

import java.util.List;
import java.util.stream.IntStream;

/// The sizes n_i of factors, and what the forms require of them.
final class Sizes {
    private Sizes() {}

    static List<Integer> of(Tucker factors) {
        return IntStream.range(0, factors.modes()).mapToObj(factors::size).toList();
    }

    static void requireModes(String form, Tucker factors, int modes) {
        if (factors.modes() != modes) {
            throw new IllegalArgumentException(
                    "%s: factors must have %d modes, found %d"
                            .formatted(form, modes, factors.modes()));
        }
    }

    static void requireSame(String form, Tucker factors, Tucker other) {
        if (!of(factors).equals(of(other))) {
            throw new IllegalArgumentException(
                    "%s: factors must be of sizes %s, found %s"
                            .formatted(form, of(factors), of(other)));
        }
    }
}
