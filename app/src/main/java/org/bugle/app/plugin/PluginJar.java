package org.bugle.app.plugin;

import org.bugle.app.config.InputException;
import org.bugle.app.config.Place;
import org.bugle.files.Digest;
import org.bugle.models.parameter.Settings;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A jar, or a folder of classes, that has been read.
///
/// @param path absolute
/// @param place where it was named
/// @param problems by their names in run files
/// @param integrators by their names in run files
/// @param digest of all its bytes
record PluginJar(
        Path path,
        Place place,
        Map<String, Class<? extends Record>> problems,
        Map<String, Class<? extends Record>> integrators,
        String digest) {
    private static final String SERVICE = "META-INF/services/" + Plugin.class.getName();

    private static final Pattern NEWER =
            Pattern.compile("([\\w/$]+) has been compiled by .*\\(class file version (\\d+)\\..*");

    /// Class files of Java 25 have the version 69.
    private static final int VERSION_OF_JAVA_0 = 44;

    /// @throws InputException if there is no such plugin, or it cannot be used
    static PluginJar load(Path path, Place place) {
        if (!Files.exists(path)) {
            throw InputException.at(place, "there is no plugin " + path);
        }
        requireReadable(path, place);
        try {
            return read(path, place);
        } catch (UnsupportedClassVersionError e) {
            throw InputException.at(place, path + " " + newer(e));
        } catch (ServiceConfigurationError e) {
            throw InputException.at(place, "%s: %s".formatted(path, cause(e)));
        } catch (LinkageError | TypeNotPresentException e) {
            throw InputException.at(
                    place,
                    ("%s cannot be loaded: %s: %s; libraries that it needs belong into it or into"
                         + " its manifest's Class-Path, and it must be compiled for this version of"
                         + " Bugle")
                            .formatted(path, e.getClass().getSimpleName(), e.getMessage()));
        }
    }

    private static PluginJar read(Path path, Place place) {
        Map<String, Class<? extends Record>> problems = new LinkedHashMap<>();
        Map<String, Class<? extends Record>> integrators = new LinkedHashMap<>();
        List<Plugin> plugins = plugins(path);
        for (Plugin plugin : plugins) {
            plugin.problems().forEach(type -> add(type, problems, path, place));
            plugin.integrators().forEach(type -> add(type, integrators, path, place));
        }
        if (problems.isEmpty() && integrators.isEmpty()) {
            throw InputException.at(
                    place,
                    plugins.isEmpty()
                            ? "%s has no plugin: its file %s must name a class that implements %s"
                                    .formatted(path, SERVICE, Plugin.class.getName())
                            : "%s has a plugin with neither a problem nor an integrator"
                                    .formatted(path));
        }
        return new PluginJar(path, place, problems, integrators, Digest.of(path));
    }

    /// Those of the jar itself, each with the loader whose name tells a stack trace's reader.
    private static List<Plugin> plugins(Path path) {
        URL[] urls = {url(path)};
        // never closed: the classes are loaded as they are needed, up to the end of the process
        @SuppressWarnings("resource")
        ClassLoader loader =
                new URLClassLoader(
                        PluginFailure.LOADER + path, urls, Plugin.class.getClassLoader());
        List<Plugin> plugins = new ArrayList<>();
        ServiceLoader.load(Plugin.class, loader).stream()
                .filter(provider -> loader.equals(provider.type().getClassLoader()))
                .forEach(provider -> plugins.add(provider.get()));
        return plugins;
    }

    private static void add(
            Class<?> type, Map<String, Class<? extends Record>> records, Path path, Place place) {
        if (!type.isRecord()) {
            throw InputException.at(
                    place, "%s: %s must be a record".formatted(path, type.getName()));
        }
        Class<? extends Record> record = type.asSubclass(Record.class);
        String name;
        try {
            name = Plugins.PREFIX + Settings.of(record).name();
        } catch (IllegalArgumentException e) {
            throw InputException.at(place, "%s: %s".formatted(path, e.getMessage()));
        }
        if (records.putIfAbsent(name, record) != null) {
            throw InputException.at(place, "%s has the name %s twice".formatted(path, name));
        }
    }

    private static void requireReadable(Path path, Place place) {
        if (Files.isDirectory(path)) {
            return;
        }
        try (JarFile jar = new JarFile(path.toFile())) {
            jar.size();
        } catch (IOException e) {
            throw InputException.at(
                    place,
                    "%s is neither a jar nor a folder of classes (%s)"
                            .formatted(path, e.getMessage()));
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("a file has a URL", e);
        }
    }

    private static String newer(UnsupportedClassVersionError e) {
        Matcher words = NEWER.matcher(String.valueOf(e.getMessage()));
        return words.matches()
                ? "needs Java %d, for which its class %s is compiled; this is Java %d"
                        .formatted(
                                Integer.parseInt(words.group(2)) - VERSION_OF_JAVA_0,
                                words.group(1).replace('/', '.'),
                                Runtime.version().feature())
                : "needs another Java: " + e.getMessage();
    }

    /// Without the service's name in front.
    private static String cause(ServiceConfigurationError e) {
        String message = String.valueOf(e.getMessage());
        String prefix = Plugin.class.getName() + ": ";
        String sentence = message.startsWith(prefix) ? message.substring(prefix.length()) : message;
        return e.getCause() == null ? sentence : sentence + " (" + e.getCause() + ")";
    }
}
