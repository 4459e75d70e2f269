package org.bugle.app.citation;

import org.bugle.app.config.Binder;
import org.bugle.app.config.YamlSource;
import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Predicate;

/// The works that are known, by their BibTeX keys: `works.yaml`, the one place where they stand.
///
/// @param works in the file's order
public record Works(@Key(doc = "works by key") SequencedMap<String, Work> works) {
    private static final String FILE = "works.yaml";

    /// All of them.
    public static Works all() {
        try (InputStream in = Works.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IOException(FILE + " is not on the class path");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Binder.bind(YamlSource.parse(FILE, text), Settings.of(Works.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The references of a method of run files or train files, in text.
    public static List<String> references(String method) {
        return texts(all().that(work -> work.methods().contains(method)));
    }

    /// With the works that carry the method over to trees behind them.
    public static List<String> referencesOnTrees(String method) {
        return texts(all().of(method));
    }

    /// The works of a method, for matrices and then on trees.
    public Map<String, Work> of(String method) {
        Map<String, Work> found = that(work -> work.methods().contains(method));
        found.putAll(that(work -> work.trees().contains(method)));
        return found;
    }

    /// The work of an arXiv number, if it is known.
    public Map<String, Work> ofArxiv(String number) {
        return that(work -> work.arxiv().filter(number::equals).isPresent());
    }

    private Map<String, Work> that(Predicate<Work> condition) {
        Map<String, Work> found = new LinkedHashMap<>();
        works.forEach((key, work) -> {
            if (condition.test(work)) {
                found.put(key, work);
            }
        });
        return found;
    }

    private static List<String> texts(Map<String, Work> works) {
        return works.values().stream().map(Work::text).toList();
    }

    /// The entry of Bugle itself.
    ///
    /// @param version that was used
    public static String ofBugle(String version) {
        BibtexEntry entry = new BibtexEntry("software", "bugle");
        entry.field("author", "{The Bugle developers}");
        entry.field("title", "{Bugle: Basis-Update & Galerkin Low-rank Evolution}");
        entry.field("version", version);
        return entry.text();
    }
}
