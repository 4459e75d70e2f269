package org.bugle.models.parameter;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The keys of an annotated record, in the order of its components.
///
/// A component is an `int`, `long`, `double`, `boolean`, `String`, an enum, a `List` or `Optional`
/// of those, a `SequencedMap` from names to those, another annotated record, or a sealed interface
/// whose records carry [Named]. Rules between components belong into the record's compact
/// constructor, which refuses by an [IllegalArgumentException] whose message reads on after the
/// record's key.
///
/// @param type the record
/// @param name its [Named] name, or its kebab-cased class name
/// @param doc what it is, in one line; may be empty
public record Settings<R extends Record>(
        Class<R> type, String name, String doc, List<Setting> keys) {

    /// Read off each class once: records are parts of many others, and annotations are slow to
    /// read.
    private static final ClassValue<Settings<?>> KNOWN =
            new ClassValue<>() {
                @Override
                protected Settings<?> computeValue(Class<?> type) {
                    return of(type.asSubclass(Record.class), Map.of());
                }
            };

    private static final Pattern NEXT_WORD = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    /// The settings of a record that says everything itself.
    ///
    /// @throws IllegalArgumentException if a component has no [Key] or a type that no run file
    ///   holds
    @SuppressWarnings("unchecked") // a class's own
    public static <R extends Record> Settings<R> of(Class<R> type) {
        return (Settings<R>) KNOWN.get(type);
    }

    /// The settings of a record some of whose components are known only to the caller.
    ///
    /// @param given the kinds of those components, by name
    /// @throws IllegalArgumentException if a component has no [Key] or a type that no run file
    ///   holds
    public static <R extends Record> Settings<R> of(Class<R> type, Map<String, Kind> given) {
        Named named = type.getAnnotation(Named.class);
        List<Setting> keys =
                Arrays.stream(type.getRecordComponents())
                        .map(component -> setting(type, component, given.get(component.getName())))
                        .toList();
        return new Settings<>(
                type,
                named == null ? kebab(type.getSimpleName()) : named.value(),
                named == null ? "" : named.doc(),
                keys);
    }

    /// The settings of a catalogue, by its names and in its order.
    public static Map<String, Settings<?>> each(Map<String, Class<? extends Record>> catalogue) {
        Map<String, Settings<?>> settings = new LinkedHashMap<>();
        catalogue.forEach((name, type) -> settings.put(name, of(type).under(name)));
        return Collections.unmodifiableMap(settings);
    }

    private Settings<R> under(String otherName) {
        return new Settings<>(type, otherName, doc, keys);
    }

    /// A record with these values.
    ///
    /// @param values one for every key, of the component's type
    /// @throws IllegalArgumentException if the record refuses them, with the record's own message
    public R build(Map<String, ?> values) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            Constructor<R> constructor =
                    type.getDeclaredConstructor(
                            Arrays.stream(components)
                                    .map(RecordComponent::getType)
                                    .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(
                    Arrays.stream(components).map(c -> values.get(c.getName())).toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalStateException(type.getName(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName(), e);
        }
    }

    /// The value that a record of this type holds under a key.
    public Object value(Record record, Setting key) {
        try {
            var accessor = type.getDeclaredMethod(key.name());
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + "." + key.name(), e);
        }
    }

    private static Setting setting(Class<?> type, RecordComponent component, @Nullable Kind given) {
        String place = type.getSimpleName() + "." + component.getName();
        Key key = component.getAnnotation(Key.class);
        if (key == null) {
            throw new IllegalArgumentException(place + " has no @Key");
        }
        Kind kind = given == null ? kind(component.getGenericType(), key, place) : given;
        return new Setting(
                component.getName(), kind, key.def(), key.doc(), key.unit(), key.source());
    }

    private static Kind kind(Type type, Key key, String place) {
        if (type instanceof ParameterizedType generic) {
            Kind inner = kind(generic.getActualTypeArguments()[0], key, place);
            if (generic.getRawType() == SequencedMap.class) {
                return new Kind.Table(kind(generic.getActualTypeArguments()[1], key, place));
            }
            if (generic.getRawType() == List.class) {
                return new Kind.Many(inner);
            }
            if (generic.getRawType() == Optional.class) {
                return new Kind.Maybe(inner);
            }
        }
        if (type == int.class || type == Integer.class) {
            return new Kind.Whole(Range.of(key), Integer.SIZE);
        }
        if (type == long.class || type == Long.class) {
            return new Kind.Whole(Range.of(key), Long.SIZE);
        }
        if (type == double.class || type == Double.class) {
            return new Kind.Real(Range.of(key));
        }
        if (type == boolean.class || type == Boolean.class) {
            return new Kind.Flag();
        }
        if (type == String.class) {
            return new Kind.Text(List.of(key.allowed()));
        }
        if (type instanceof Class<?> plain && plain.isEnum()) {
            return new Kind.Word(constants(plain));
        }
        if (type instanceof Class<?> plain && plain.isRecord()) {
            return new Kind.Group(of(plain.asSubclass(Record.class)));
        }
        if (type instanceof Class<?> plain && plain.isSealed()) {
            return choice(plain);
        }
        throw new IllegalArgumentException(
                place + " has the type " + type.getTypeName() + ", which no run file can hold");
    }

    private static Kind choice(Class<?> sealed) {
        Map<String, Settings<?>> cases = new LinkedHashMap<>();
        Stream.of(sealed.getPermittedSubclasses())
                .map(permitted -> of(permitted.asSubclass(Record.class)))
                .forEach(settings -> cases.put(settings.name(), settings));
        Selected selected = sealed.getAnnotation(Selected.class);
        return new Kind.Choice(
                selected == null ? "name" : selected.by(),
                selected == null ? "" : selected.otherwise(),
                Collections.unmodifiableMap(cases));
    }

    private static Map<String, Enum<?>> constants(Class<?> type) {
        Map<String, Enum<?>> constants = new LinkedHashMap<>();
        for (Object each : type.getEnumConstants()) {
            Enum<?> constant = (Enum<?>) each;
            constants.put(name(type, constant), constant);
        }
        return Collections.unmodifiableMap(constants);
    }

    private static String name(Class<?> type, Enum<?> constant) {
        try {
            Named named = type.getField(constant.name()).getAnnotation(Named.class);
            return named == null ? kebab(constant.name()) : named.value();
        } catch (NoSuchFieldException e) {
            throw new AssertionError(constant.name(), e);
        }
    }

    /// `AugmentedBug` and `AUGMENTED_BUG` as `augmented-bug`.
    private static String kebab(String name) {
        return NEXT_WORD.matcher(name).replaceAll("-").replace('_', '-').toLowerCase(Locale.ROOT);
    }
}
