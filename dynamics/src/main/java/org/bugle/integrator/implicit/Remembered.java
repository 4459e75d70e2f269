package org.bugle.integrator.implicit;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;

/// What was made of the key that was last asked for, compared by identity: a run asks for one
/// equation again and again.
final class Remembered<K, V> {
    private record Entry<K, V>(K key, V value) {}

    private final Function<K, V> make;
    private volatile @Nullable Entry<K, V> last; // null until first asked

    Remembered(Function<K, V> make) {
        this.make = make;
    }

    /// The value of a key.
    @SuppressWarnings("ReferenceEquality") // equal keys are rare, and comparing them may take long
    V of(K key) {
        Entry<K, V> known = last;
        if (known == null || known.key != key) {
            known = new Entry<>(key, make.apply(key));
            last = known;
        }
        return known.value;
    }
}
