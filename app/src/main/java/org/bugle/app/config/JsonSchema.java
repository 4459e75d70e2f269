package org.bugle.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.bugle.models.parameter.Kind;
import org.bugle.models.parameter.Range;
import org.bugle.models.parameter.Setting;
import org.bugle.models.parameter.Settings;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The JSON Schema (draft 2020-12) of an annotated record, so that editors complete and check run
/// files. It says what [Binder] says, except for rules between keys, which only the records know.
public final class JsonSchema {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private JsonSchema() {}

    /// The schema of the record.
    ///
    /// @param title how editors name the file
    public static ObjectNode of(Settings<?> settings, String title) {
        ObjectNode schema = JSON.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", title);
        schema.setAll(record(settings));
        return schema;
    }

    /// The schema of one record or another.
    ///
    /// @param key that only the first one has, and requires; a file without it is the second
    /// @param title how editors name the file
    public static ObjectNode either(
            String key, Settings<?> first, Settings<?> second, String title) {
        ObjectNode schema = JSON.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", title);
        schema.putObject("if").putArray("required").add(key);
        schema.set("then", record(first));
        schema.set("else", record(second));
        return schema;
    }

    private static ObjectNode record(Settings<?> settings) {
        ObjectNode schema = JSON.objectNode();
        schema.put("type", "object");
        if (!settings.doc().isEmpty()) {
            schema.put("description", settings.doc());
        }
        ObjectNode properties = schema.putObject("properties");
        settings.keys().forEach(key -> properties.set(key.name(), property(key)));
        ArrayNode required = schema.putArray("required");
        settings.keys().stream()
                .filter(Setting::isRequired)
                .forEach(key -> required.add(key.name()));
        schema.put("additionalProperties", false);
        ArrayNode conditions = JSON.arrayNode();
        for (Setting key : settings.keys()) {
            if (key.kind() instanceof Kind.Dependent(String on, Map<String, Settings<?>> cases)) {
                cases.forEach((name, of) -> conditions.add(condition(on, name, key.name(), of)));
            }
        }
        if (!conditions.isEmpty()) {
            schema.set("allOf", conditions);
        }
        return schema;
    }

    /// If the key `on` has this value, the other key holds that record.
    private static ObjectNode condition(String on, String value, String key, Settings<?> of) {
        ObjectNode condition = JSON.objectNode();
        ObjectNode when = condition.putObject("if");
        when.putObject("properties").putObject(on).put("const", value);
        when.putArray("required").add(on);
        ObjectNode then = condition.putObject("then");
        Kind.Group group = new Kind.Group(of);
        then.putObject("properties").set(key, kind(group));
        if (of.keys().stream().anyMatch(Setting::isRequired)) {
            then.putArray("required").add(key);
        }
        return condition;
    }

    private static ObjectNode property(Setting key) {
        ObjectNode schema = kind(key.kind());
        String unit = key.unit().isEmpty() ? "" : " [" + key.unit() + "]";
        schema.put("description", key.doc() + unit);
        if (!key.fallback().isEmpty()) {
            schema.set("default", json(Binder.fallback(key, key.name())));
        }
        return schema;
    }

    private static ObjectNode kind(Kind kind) {
        ObjectNode schema = JSON.objectNode();
        switch (kind) {
            case Kind.Whole(Range range, _) -> bounds(schema.put("type", "integer"), range);
            case Kind.Real(Range range) when range.finite() ->
                    bounds(schema.put("type", "number"), range);
            case Kind.Real(Range range) -> { // JSON has no ∞: readers make text or no type of it
                ArrayNode others = schema.putObject("not").putArray("type");
                Stream.of("null", "boolean", "array", "object").forEach(others::add);
                bounds(schema.put("pattern", "^(" + Node.NON_FINITE + ")$"), range);
            }
            case Kind.Flag() -> schema.put("type", "boolean");
            case Kind.Text(List<String> allowed) when allowed.isEmpty() ->
                    schema.putArray("type").add("string").add("number").add("boolean");
            case Kind.Text(List<String> allowed) ->
                    schema.put("type", "string")
                            .put(
                                    "pattern",
                                    allowed.stream()
                                            .map(Scalars::regex)
                                            .collect(Collectors.joining("|", "^(", ")$")));
            case Kind.Word(Map<String, Enum<?>> constants) ->
                    schema.set("enum", names(constants.keySet()));
            case Kind.Many(Kind element) ->
                    anyOf(
                            schema,
                            kind(element),
                            JSON.objectNode().put("type", "array").set("items", kind(element)));
            case Kind.Table(Kind value) ->
                    schema.put("type", "object").set("additionalProperties", kind(value));
            case Kind.Maybe(Kind value) -> anyOf(schema, kind(value), ofType("null"));
            case Kind.Group(Settings<?> settings)
                    when settings.keys().stream().noneMatch(Setting::isRequired) ->
                    anyOf(schema, record(settings), ofType("null"));
            case Kind.Group(Settings<?> settings) -> schema.setAll(record(settings));
            case Kind.Choice choice -> choice(schema, choice);
            case Kind.Dependent _ -> {}
        }
        return schema;
    }

    private static void choice(ObjectNode schema, Kind.Choice choice) {
        ArrayNode cases = schema.putArray("anyOf");
        List<String> bare =
                choice.cases().entrySet().stream()
                        .filter(e -> e.getValue().keys().stream().noneMatch(Setting::isRequired))
                        .map(Map.Entry::getKey)
                        .toList();
        if (!bare.isEmpty()) {
            cases.addObject().set("enum", names(bare));
        }
        choice.cases()
                .forEach((name, settings) -> {
                    ObjectNode each = record(settings);
                    ObjectNode by = JSON.objectNode().put("const", name);
                    each.withObject("properties").set(choice.by(), by);
                    if (!name.equals(choice.otherwise())) {
                        each.withArray("required").add(choice.by());
                    }
                    cases.add(each);
                });
    }

    private static void bounds(ObjectNode schema, Range range) {
        if (range.low() > Double.NEGATIVE_INFINITY) {
            schema.set(range.lowOpen() ? "exclusiveMinimum" : "minimum", number(range.low()));
        }
        if (range.high() < Double.POSITIVE_INFINITY) {
            schema.set(range.highOpen() ? "exclusiveMaximum" : "maximum", number(range.high()));
        }
    }

    private static JsonNode number(double bound) {
        return bound == Math.rint(bound) && Math.abs(bound) < 1e15
                ? JSON.numberNode((long) bound)
                : JSON.numberNode(bound);
    }

    private static void anyOf(ObjectNode schema, JsonNode... cases) {
        ArrayNode list = schema.putArray("anyOf");
        Stream.of(cases).forEach(list::add);
    }

    private static ObjectNode ofType(String type) {
        return JSON.objectNode().put("type", type);
    }

    private static ArrayNode names(Collection<String> names) {
        ArrayNode list = JSON.arrayNode();
        names.forEach(list::add);
        return list;
    }

    private static JsonNode json(Node node) {
        return switch (node) {
            case Node.Mapping mapping -> {
                ObjectNode object = JSON.objectNode();
                mapping.entries().forEach(e -> object.set(e.key(), json(e.value())));
                yield object;
            }
            case Node.Sequence(_, List<Node> items) -> {
                ArrayNode list = JSON.arrayNode();
                items.forEach(item -> list.add(json(item)));
                yield list;
            }
            case Node.Scalar(_, String text, boolean quoted) -> {
                if (!quoted && Node.NUMBER.matcher(text).matches()) {
                    yield JSON.numberNode(new BigDecimal(text));
                }
                boolean flag = !quoted && (text.equals("true") || text.equals("false"));
                yield flag ? JSON.booleanNode(text.equals("true")) : JSON.textNode(text);
            }
        };
    }
}
