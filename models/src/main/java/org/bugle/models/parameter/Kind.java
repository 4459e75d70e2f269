package org.bugle.models.parameter;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What may be written under a key.
public sealed interface Kind {

    /// A whole number of 32 or 64 bits.
    record Whole(Range range, int bits) implements Kind {}

    /// A number, read as a `double`.
    record Real(Range range) implements Kind {}

    /// `true` or `false`.
    record Flag() implements Kind {}

    /// Text: any, or one of the patterns, in which `*` stands for any letters.
    record Text(List<String> allowed) implements Kind {}

    /// A constant of an enum.
    ///
    /// @param constants by name, in the enum's order
    record Word(Map<String, Enum<?>> constants) implements Kind {}

    /// A list; one value without brackets is a list of one.
    record Many(Kind element) implements Kind {}

    /// A value or none.
    record Maybe(Kind value) implements Kind {}

    /// Names of one's own, in their order, with a value each.
    record Table(Kind value) implements Kind {}

    /// The keys of a nested record.
    record Group(Settings<?> settings) implements Kind {}

    /// One of several records: `{by: name, …its keys}`, or its bare name.
    ///
    /// @param by the key that holds the name
    /// @param otherwise the name that a mapping without that key means; empty where it must be
    ///   given
    /// @param cases by name
    record Choice(String by, String otherwise, Map<String, Settings<?>> cases) implements Kind {}

    /// The keys of the record that another, earlier text key names.
    ///
    /// @param on that key, in the same mapping
    /// @param cases by that key's value
    record Dependent(String on, Map<String, Settings<?>> cases) implements Kind {}

    /// What is allowed, as the end of a sentence: `a whole number ≥ 1`.
    default String phrase() {
        return switch (this) {
            case Whole(Range range, _) -> ("a whole number " + range).strip();
            case Real(Range range) -> ("a number " + range).strip();
            case Flag() -> "true or false";
            case Text(List<String> allowed) when allowed.isEmpty() -> "text";
            case Text(List<String> allowed) -> "one of " + list(allowed);
            case Word(Map<String, Enum<?>> constants) -> "one of " + list(constants.keySet());
            case Many(Kind element) -> "a list, each element " + element.phrase();
            case Maybe(Kind value) -> value.phrase();
            case Table _ -> "a mapping of names";
            case Group _, Dependent _ -> "a mapping";
            case Choice(_, _, Map<String, Settings<?>> cases) -> "one of " + list(cases.keySet());
        };
    }

    /// The names with commas; of more than twelve, the first twelve and how many there are.
    static String list(Collection<String> names) {
        if (names.isEmpty()) {
            return "none";
        }
        String first = names.stream().limit(12).collect(Collectors.joining(", "));
        return names.size() > 12 ? first + ", … (" + names.size() + " in all)" : first;
    }
}
