package org.bugle.neural.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bugle.files.FileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class CsvSamplesTest {
    @TempDir Path folder;

    private Path csv(String text) throws IOException {
        return Files.writeString(folder.resolve("a.csv"), text);
    }

    private void assertRefused(String text, Targets kind, String sentence) throws IOException {
        Path file = csv(text);
        assertThatThrownBy(() -> CsvSamples.read(file, "y", kind))
                .isExactlyInstanceOf(FileException.class)
                .hasMessage(file + ": " + sentence);
    }

    @Test
    void theLabelMayStandAnywhere() throws IOException {
        Samples data =
                CsvSamples.read(csv("a,y,b\n1,0,2\n3,2,-4e1\n\n5,1,.5\n"), "y", Targets.classes());
        assertThat(data.size()).isEqualTo(3);
        assertThat(data.inputShape()).containsExactly(2);
        assertThat(data.outputs()).isEqualTo(3);
        Batch batch = data.batch(List.of(1, 2));
        assertThat(batch.inputs().toDoubles()).containsExactly(3, -40, 5, 0.5);
        assertThat(batch.targets().toDoubles()).containsExactly(2, 1);
    }

    @Test
    void namesOfClassesAreNumberedInTheirOrder() throws IOException {
        Samples data =
                CsvSamples.read(
                        csv("y,a\n\"no, \"\"not\"\"\",1\nyes,2\n\"maybe\",3\n"),
                        "y",
                        Targets.classes());
        assertThat(data.outputs()).isEqualTo(3);
        assertThat(data.all().targets().toDoubles()).containsExactly(1, 2, 0);
    }

    @Test
    void valuesAreColumns() throws IOException {
        Path tsv = Files.writeString(folder.resolve("a.tsv"), "a\ty\n1\t0.25\n2\t-1\n");
        Samples data = CsvSamples.read(tsv, "y", Targets.values());
        assertThat(data.outputs()).isEqualTo(1);
        assertThat(data.batch(List.of(0)).targets().shape()).containsExactly(1, 1);
        assertThat(data.all().targets().toDoubles()).containsExactly(0.25, -1);
    }

    @Test
    void wrongTablesAreRefused() throws IOException {
        Targets classes = Targets.classes(2);
        assertRefused("", classes, "is empty; a line with the columns' names is needed");
        assertRefused("a,y\n", classes, "holds no samples");
        assertRefused("a,b\n1,2\n", classes, "has no column 'y' among [a, b]");
        assertRefused("y\n1\n", classes, "has no column beside 'y'");
        assertRefused("a,y,a\n1,2,3\n", classes, "names a column twice among [a, y, a]");
        assertRefused("a,y\n1,1\n1,0,3\n", classes, "line 3 has 3 columns instead of 2");
        assertRefused("a,y\n\"1,1\n", classes, "line 2 has a quote without an end");
        assertRefused(
                "a,y\n1,1\nx,0\n", classes, "sample 1 has 'x' in column 'a', which is no number");
        assertRefused(
                "a,y\nNaN,0\n", classes, "sample 0 has 'NaN' in column 'a', which is no number");
        assertRefused("a,y\n1,1\n1,2\n", classes, "sample 1 has label 2; allowed are 0 … 1");
        assertRefused("a,y\n1,-1\n", classes, "sample 0 has label -1; allowed are 0 … 1");
        assertRefused(
                "a,y\n1,\n", Targets.values(), "sample 0 has '' in column 'y', which is no number");
    }

    @Test
    void whatIsNoTextIsRefused() throws IOException {
        Path file = folder.resolve("a.csv");
        Files.write(file, "a,y\nö,1\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> CsvSamples.read(file, "y", Targets.classes()))
                .isExactlyInstanceOf(FileException.class)
                .hasMessage(file + ": is no text in UTF-8");
    }
}
