package org.bugle.neural.optimiser;

import org.bugle.neural.array.Array;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Arrays that are remembered from one iteration to the next under names such as `fc1.weight/m`:
/// momenta, moments, masks, counters.
public final class Memory {
    private final SortedMap<String, Array> arrays;

    private Memory(SortedMap<String, Array> arrays) {
        this.arrays = Collections.unmodifiableSortedMap(arrays);
    }

    public static Memory empty() {
        return new Memory(new TreeMap<>());
    }

    public static Memory of(SortedMap<String, Array> arrays) {
        return new Memory(new TreeMap<>(arrays));
    }

    public SortedMap<String, Array> arrays() {
        return arrays;
    }

    public Optional<Array> get(String name) {
        return Optional.ofNullable(arrays.get(name));
    }

    /// To be changed during one iteration.
    public Draft draft() {
        return new Draft(new TreeMap<>(arrays));
    }

    /// What the memory will be after the iteration.
    public static final class Draft {
        private final SortedMap<String, Array> arrays;

        private Draft(SortedMap<String, Array> arrays) {
            this.arrays = arrays;
        }

        public Optional<Array> get(String name) {
            return Optional.ofNullable(arrays.get(name));
        }

        public void put(String name, Array value) {
            arrays.put(name, value);
        }

        /// Forgets all under this name and under `name/…`.
        public void forget(String name) {
            arrays.keySet().removeIf(n -> n.equals(name) || n.startsWith(name + "/"));
        }

        public Memory freeze() {
            return new Memory(new TreeMap<>(arrays));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Memory m && arrays.equals(m.arrays);
    }

    @Override
    public int hashCode() {
        return arrays.hashCode();
    }

    @Override
    public String toString() {
        return "Memory" + arrays.keySet();
    }
}
