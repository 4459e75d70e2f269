package org.bugle.app.command;

import org.bugle.app.config.Place;
import org.bugle.app.plugin.Plugins;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Jars with problems and integrators of one's own, which the names of a command line may mean.
final class PluginOptions {
    private static final String NAME = "--plugin";

    @Option(
            names = NAME,
            paramLabel = "JAR",
            description =
                    "A jar, or a folder of classes, with problems and integrators of one's own,"
                            + " named plugin/NAME; may be repeated.")
    private List<Path> paths = new ArrayList<>();

    List<Path> paths() {
        return paths;
    }

    Plugins load() {
        SequencedMap<Path, Place> places = new LinkedHashMap<>();
        paths.forEach(path -> places.put(path.toAbsolutePath().normalize(), new Place(NAME, 0)));
        return Plugins.load(places);
    }
}
