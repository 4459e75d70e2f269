package org.bugle.app.config;

import org.bugle.models.parameter.Kind;
import org.bugle.models.parameter.Range;
import org.bugle.models.parameter.Setting;
import org.bugle.models.parameter.Settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The table behind `bugle describe NAME`.
///
/// @param doc what the thing is, in one line
/// @param rows in the order of the record; a nested record's keys follow, dotted
public record Description(String name, String doc, List<Row> rows) {

    /// One key.
    ///
    /// @param type such as `whole number`, `list of numbers`, `one of k, euler`
    /// @param fallback the default; `required`, or empty for an optional key
    /// @param only the records that have the key, where it belongs to some of several
    public record Row(
            String key,
            String type,
            String fallback,
            String unit,
            String range,
            String source,
            String doc,
            List<String> only) {}

    /// Describes a problem, an integrator, a substep or the whole run file.
    public static Description of(Settings<?> settings) {
        List<Row> rows = new ArrayList<>();
        collect(settings, "", List.of(), rows);
        return new Description(settings.name(), settings.doc(), List.copyOf(rows));
    }

    private static void collect(
            Settings<?> settings, String path, List<String> only, List<Row> rows) {
        settings.keys().forEach(key -> collect(key, path, only, rows));
    }

    private static void collect(Setting key, String path, List<String> only, List<Row> rows) {
        String dotted = path + key.name();
        boolean optional = key.kind() instanceof Kind.Maybe;
        Kind kind = key.kind() instanceof Kind.Maybe(Kind inner) ? inner : key.kind();
        String fallback = key.fallback().isEmpty() && !optional ? "required" : key.fallback();
        if (kind instanceof Kind.Group(Settings<?> settings)) {
            collect(settings, dotted + ".", only, rows);
            return;
        }
        if (kind instanceof Kind.Table(Kind.Group(Settings<?> settings))) {
            collect(settings, dotted + ".NAME.", only, rows);
            return;
        }
        rows.add(
                new Row(
                        dotted,
                        type(kind, false),
                        kind instanceof Kind.Dependent ? "" : fallback,
                        key.unit(),
                        range(kind),
                        key.source(),
                        key.doc(),
                        only));
        if (kind instanceof Kind.Choice(_, _, Map<String, Settings<?>> cases)) {
            Map<Setting, List<String>> owners = new LinkedHashMap<>();
            cases.forEach((name, of) ->
                    of.keys()
                            .forEach(each ->
                                    owners.computeIfAbsent(each, _ -> new ArrayList<>())
                                            .add(name)));
            owners.forEach((each, names) -> collect(each, dotted + ".", names, rows));
        }
    }

    private static String type(Kind kind, boolean plural) {
        String s = plural ? "s" : "";
        return switch (kind) {
            case Kind.Whole _ -> "whole number" + s;
            case Kind.Real _ -> "number" + s;
            case Kind.Flag _ -> "true or false";
            case Kind.Many(Kind element) -> "list of " + type(element, true);
            case Kind.Maybe(Kind value) -> type(value, plural);
            case Kind.Table(Kind value) -> "mapping of names to " + type(value, true);
            case Kind.Dependent(String on, _) -> "the keys of the chosen " + on;
            case Kind.Text _, Kind.Word _, Kind.Choice _, Kind.Group _ -> kind.phrase();
        };
    }

    private static String range(Kind kind) {
        return switch (kind) {
            case Kind.Whole(Range range, _) -> range.toString();
            case Kind.Real(Range range) -> range.toString();
            case Kind.Many(Kind element) -> range(element);
            case Kind.Maybe(Kind value) -> range(value);
            case Kind.Table(Kind value) -> range(value);
            default -> "";
        };
    }
}
