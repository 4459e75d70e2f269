package org.bugle.app.plugin;

import org.bugle.app.config.InputException;
import org.bugle.app.config.Place;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;

/// The plugins that a run file or a command line names.
public final class Plugins {
    /// What the names of problems and integrators of plugins begin with.
    public static final String PREFIX = "plugin/";

    /// None at all.
    public static final Plugins NONE = new Plugins(List.of());

    private final List<PluginJar> jars;
    private final Map<String, Class<? extends Record>> problems;
    private final Map<String, Class<? extends Record>> integrators;

    private Plugins(List<PluginJar> jars) {
        this.jars = List.copyOf(jars);
        this.problems = united(jars, PluginJar::problems);
        this.integrators = united(jars, PluginJar::integrators);
    }

    /// Loads jars, or folders of classes; one that is named twice counts once.
    ///
    /// @param places each with where it was named
    /// @throws InputException if one is missing, has no plugin, does not fit this Java or this
    ///   Bugle, or has a name that another one has
    public static Plugins load(SequencedMap<Path, Place> places) {
        List<PluginJar> jars = new ArrayList<>();
        places.forEach((path, place) -> jars.add(PluginJar.load(path, place)));
        return jars.isEmpty() ? NONE : new Plugins(jars);
    }

    /// Where they lie, in the order in which they were named.
    public List<Path> paths() {
        return jars.stream().map(PluginJar::path).toList();
    }

    /// The records of problems by the names that run files know them under.
    public Map<String, Class<? extends Record>> problems() {
        return problems;
    }

    /// The records of integrators by the names that run files know them under.
    public Map<String, Class<? extends Record>> integrators() {
        return integrators;
    }

    /// What changes whenever a byte of a plugin does; empty without plugins.
    public List<String> digests() {
        return jars.stream().map(PluginJar::digest).toList();
    }

    private static Map<String, Class<? extends Record>> united(
            List<PluginJar> jars,
            Function<PluginJar, Map<String, Class<? extends Record>>> records) {
        Map<String, PluginJar> owners = new LinkedHashMap<>();
        Map<String, Class<? extends Record>> all = new LinkedHashMap<>();
        for (PluginJar jar : jars) {
            records.apply(jar)
                    .forEach((name, type) -> {
                        PluginJar other = owners.putIfAbsent(name, jar);
                        if (other != null) {
                            throw InputException.at(
                                    jar.place(),
                                    "%s and %s both have the name %s; leave one of them out"
                                            .formatted(other.path(), jar.path(), name));
                        }
                        all.put(name, type);
                    });
        }
        return Collections.unmodifiableMap(all);
    }
}
