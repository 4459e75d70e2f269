package org.bugle.neural.adapter;

import org.bugle.files.Safetensors;
import org.bugle.neural.array.Array;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/// What `peft.py` writes among the resources.
final class PeftFiles {
    static final Path MODEL = find("model.safetensors");

    private PeftFiles() {}

    private static Path find(String name) {
        try {
            URI uri = Objects.requireNonNull(PeftFiles.class.getResource(name), name).toURI();
            return Path.of(uri);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Path adapter(String name) {
        return find(name);
    }

    static Path merged(String name) {
        return find(name).resolve("merged.safetensors");
    }

    static Array array(Safetensors tensors, String name) {
        return Array.over(tensors.entry(name).shape(), tensors.doubles(name));
    }
}
