package org.bugle.app.citation;

import org.bugle.models.parameter.Key;

import java.util.List;
import java.util.Optional;

/// A work, as a bibliography knows it.
///
/// @param authors `C. Lubich`, the family name last; `others` stands for those left out
/// @param methods names in run files and train files of what comes from it
/// @param trees names of integrators that it carries over to trees
public record Work(
        @Key(doc = "initials and family names") List<String> authors,
        @Key(doc = "title") String title,
        @Key(doc = "journal") Optional<String> journal,
        @Key(doc = "conference") Optional<String> booktitle,
        @Key(doc = "volume") Optional<String> volume,
        @Key(doc = "number of the issue") Optional<String> number,
        @Key(doc = "pages") Optional<String> pages,
        @Key(doc = "year") int year,
        @Key(doc = "arXiv number") Optional<String> arxiv,
        @Key(doc = "DOI") Optional<String> doi,
        @Key(doc = "what comes from it", def = "[]") List<String> methods,
        @Key(doc = "what it carries over to trees", def = "[]") List<String> trees) {
    private static final String OTHERS = "others";

    /// The reference in one line of text.
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(String.join(", ", authors).replace(", " + OTHERS, " et al."));
        text.append(": ").append(title).append('.');
        journal.ifPresent(name -> text.append(' ').append(inJournal(name)).append('.'));
        booktitle.ifPresent(name -> text.append(" %s %d.".formatted(name, year)));
        arxiv.ifPresent(id -> text.append(" arXiv:").append(id).append('.'));
        return text.toString();
    }

    private String inJournal(String name) {
        return name
                + volume.map(number -> " " + number).orElse("")
                + " (%d)".formatted(year)
                + pages.map(range -> " " + range).orElse("");
    }

    /// The entry of a bibliography.
    ///
    /// @param key by which texts cite it
    public String bibtex(String key) {
        BibtexEntry entry = new BibtexEntry(type(), key);
        entry.field("author", authors.stream().map(Work::familyFirst).toList(), " and ");
        entry.field("title", "{" + title + "}");
        journal.ifPresent(value -> entry.field("journal", value));
        booktitle.ifPresent(value -> entry.field("booktitle", value));
        volume.ifPresent(value -> entry.field("volume", value));
        number.ifPresent(value -> entry.field("number", value));
        pages.ifPresent(value -> entry.field("pages", value));
        entry.field("year", String.valueOf(year));
        doi.ifPresent(value -> entry.field("doi", value));
        arxiv.ifPresent(value -> {
            entry.field("eprint", value);
            entry.field("archiveprefix", "arXiv");
        });
        return entry.text();
    }

    private String type() {
        return journal.isPresent() ? "article" : booktitle.isPresent() ? "inproceedings" : "misc";
    }

    private static String familyFirst(String author) {
        int space = author.lastIndexOf(' ');
        return space < 0 ? author : author.substring(space + 1) + ", " + author.substring(0, space);
    }
}
