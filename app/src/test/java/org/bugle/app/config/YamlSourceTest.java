package org.bugle.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bugle.app.config.Samples.SLAB;
import static org.bugle.app.config.Samples.bind;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class YamlSourceTest {

    @TempDir Path folder;

    private static void refused(String text, String message) {
        assertThatThrownBy(() -> YamlSource.parse("run.yaml", text))
                .isInstanceOf(InputException.class)
                .hasMessage(message);
    }

    @Test
    void everyKeyKnowsItsLine() {
        Node.Mapping root =
                YamlSource.parse("run.yaml", "# a run\na: 1\n\nb:\n  - {c: 1}\n  - 2\n");
        assertThat(root.entry("b").orElseThrow().place()).hasToString("run.yaml:4");
        Node.Sequence list = (Node.Sequence) root.entry("b").orElseThrow().value();
        assertThat(list.items()).extracting(item -> item.place().line()).containsExactly(5, 6);
    }

    @Test
    void lineEndsAndAByteOrderMarkDoNotMatter() {
        assertThat(bind("\uFEFF" + SLAB.replace("\n", "\r\n"))).isEqualTo(bind(SLAB));
    }

    @Test
    void anAnchorIsReadAgain() {
        assertThat(bind(SLAB.replace("1.0", "&one 1.0") + "seed: *one").seed()).isEqualTo(1);
    }

    @Test
    void aDuplicateKeyIsRefused() {
        refused("a: 1\nb: 2\na: 3\n", "run.yaml:3: a is given twice, first in line 1");
        refused(
                "integrator:\n  rank: 1\n  rank: 2\n",
                "run.yaml:3: integrator.rank is given twice, first in line 2");
    }

    @Test
    void aSyntaxErrorNamesItsLine() {
        refused(
                "a: 1\nb: [1, 2\nc: 3\n",
                "run.yaml:3: no valid YAML: expected ',' or ']', but got :; check indentation,"
                        + " colons, brackets and quotes");
        refused(
                "a: 1\n  b: 2\n",
                "run.yaml:2: no valid YAML: mapping values are not allowed here; check indentation,"
                        + " colons, brackets and quotes");
        refused("a:\n\tb: 1\n", "run.yaml:2: a tab stands where YAML allows only spaces");
        refused("a: 1\nb: \u0007\n", "run.yaml:2: the character U+0007 cannot stand in YAML");
        refused(
                "a: 1\n---\nb: 2\n",
                "run.yaml:2: no valid YAML: but found another document; check indentation, colons,"
                        + " brackets and quotes");
    }

    @Test
    void whatYamlAllowsButNoRunFileHoldsIsRefused() {
        refused("", "run.yaml is empty; it must hold keys and values");
        refused("# nothing yet\n", "run.yaml is empty; it must hold keys and values");
        refused("\n- 1\n", "run.yaml:2: keys and values are needed, found a list");
        refused("hello", "run.yaml:1: keys and values are needed, found 'hello'");
        refused("[a, b]: 1", "run.yaml:1: a key must be a word, found a list or a mapping");
        refused("a:\n  b: &x [1, *x]", "run.yaml:2: a.b contains itself");
        refused("a: !int 3", "run.yaml:1: the tag !int means nothing here");
        refused(
                "a: " + "[".repeat(60) + "]".repeat(60),
                "run.yaml:1: no valid YAML: Nesting Depth exceeded max 50; check indentation,"
                        + " colons, brackets and quotes");
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws IOException {
        Path missing = folder.resolve("run.yaml");
        assertThatThrownBy(() -> YamlSource.read(missing))
                .isInstanceOf(InputException.class)
                .hasMessage(missing + " does not exist");
        assertThatThrownBy(() -> YamlSource.read(folder))
                .isInstanceOf(InputException.class)
                .hasMessage(folder + " is a folder, not a file");
        Path latin = Files.writeString(folder.resolve("latin.yaml"), "a: ä", ISO_8859_1);
        assertThatThrownBy(() -> YamlSource.read(latin))
                .isInstanceOf(InputException.class)
                .hasMessage(latin + " is not a text file in UTF-8");
    }
}
