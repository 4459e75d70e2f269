package org.bugle.app.config;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

import org.bugle.models.parameter.Kind;
import org.bugle.models.parameter.Setting;
import org.bugle.models.parameter.Settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Writes an annotated record as YAML with every key, defaults included, in the record's order;
/// [Binder] reads the same record back. An absent optional value leaves its key out.
public final class YamlWriter {

    /// Text that every YAML reader takes for text, bare.
    private static final Pattern BARE = Pattern.compile("[A-Za-z/][\\w./+-]*");

    private static final Pattern TYPED = Pattern.compile("(?i)null|true|false|yes|no|on|off|y|n");

    private YamlWriter() {}

    /// The YAML text of a record, in block style, ending with a line break.
    public static <R extends Record> String write(R record, Settings<R> settings) {
        StringBuilder out = new StringBuilder();
        block(values(record, settings), "", out);
        return out.toString();
    }

    private static void block(Map<String, Object> values, String indent, StringBuilder out) {
        values.forEach((key, value) -> {
            out.append(indent).append(key).append(':');
            if (value instanceof Inner(Map<String, Object> inner) && !inner.isEmpty()) {
                out.append('\n');
                block(inner, indent + "  ", out);
            } else {
                out.append(' ').append(flow(value)).append('\n');
            }
        });
    }

    /// The keys and values of a nested record.
    private record Inner(Map<String, Object> values) {}

    private static Map<String, Object> values(Record record, Settings<?> settings) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Setting key : settings.keys()) {
            value(key.kind(), settings.value(record, key), values)
                    .ifPresent(value -> values.put(key.name(), value));
        }
        return values;
    }

    private static Optional<Object> value(Kind kind, Object value, Map<String, Object> earlier) {
        return switch (kind) {
            case Kind.Maybe(Kind inner) ->
                    ((Optional<?>) value).flatMap(present -> value(inner, present, earlier));
            case Kind.Group(Settings<?> settings) ->
                    Optional.of(new Inner(values((Record) value, settings)));
            case Kind.Dependent(String on, Map<String, Settings<?>> cases) ->
                    Optional.ofNullable(cases.get(String.valueOf(earlier.get(on))))
                            .map(settings -> new Inner(values((Record) value, settings)));
            case Kind.Choice choice -> Optional.of(chosen(choice, (Record) value));
            case Kind.Word(Map<String, Enum<?>> constants) ->
                    constants.entrySet().stream()
                            .filter(constant -> constant.getValue() == value)
                            .findFirst()
                            .map(Map.Entry::getKey);
            case Kind.Table(Kind each) -> {
                Map<String, Object> table = new LinkedHashMap<>();
                ((Map<?, ?>) value)
                        .forEach((name, entry) ->
                                value(each, entry, earlier)
                                        .ifPresent(v -> table.put(String.valueOf(name), v)));
                yield Optional.of(new Inner(table));
            }
            case Kind.Many(Kind element) ->
                    Optional.of(
                            ((List<?>) value)
                                    .stream()
                                            .map(each -> value(element, each, earlier))
                                            .flatMap(Optional::stream)
                                            .toList());
            case Kind.Whole _, Kind.Real _, Kind.Flag _, Kind.Text _ -> Optional.of(value);
        };
    }

    private static Inner chosen(Kind.Choice choice, Record record) {
        Map<String, Object> values = new LinkedHashMap<>();
        choice.cases()
                .forEach((name, settings) -> {
                    if (settings.type() == record.getClass() && values.isEmpty()) {
                        values.put(choice.by(), name);
                        values.putAll(values(record, settings));
                    }
                });
        return new Inner(values);
    }

    private static String flow(Object value) {
        return switch (value) {
            case Inner(Map<String, Object> inner) ->
                    inner.entrySet().stream()
                            .map(e -> e.getKey() + ": " + flow(e.getValue()))
                            .collect(Collectors.joining(", ", "{", "}"));
            case List<?> items ->
                    items.stream()
                            .map(YamlWriter::flow)
                            .collect(Collectors.joining(", ", "[", "]"));
            case Double number -> number(number);
            case String text -> text(text);
            default -> value.toString();
        };
    }

    /// With a point and a signed exponent, or YAML 1.1 reads text.
    private static String number(double number) {
        if (Double.isNaN(number)) {
            return ".nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? ".inf" : "-.inf";
        }
        return Double.toString(number).replaceFirst("E(?=\\d)", "e+").replace('E', 'e');
    }

    private static String text(String text) {
        if (BARE.matcher(text).matches() && !TYPED.matcher(text).matches()) {
            return text;
        }
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
