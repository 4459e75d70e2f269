package org.bugle.app.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bugle.app.config.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

class DesignTest {
    private static boolean none(String key) {
        return false;
    }

    @TempDir private Path folder;

    private static List<Variation> over(String... texts) {
        return Stream.of(texts).map(Variation::parse).toList();
    }

    @Test
    void aGridHasAllCombinationsTheLastKeyFastest() {
        Design grid = Design.grid(over("a.b=1,2", "c=x,y,z"), DesignTest::none);
        assertThat(grid.keys()).containsExactly("a.b", "c");
        assertThat(grid.rows().stream().map(row -> String.join("", row)))
                .containsExactly("1x", "1y", "1z", "2x", "2y", "2z");
    }

    @Test
    void commasInBracketsAndQuotesSeparateNothing() {
        assertThat(
                        Variation.parse(
                                        "integrator={name: bug, rank: 8}, {name: rail, t: [1, {a:"
                                                + " 2}]},'a, b',\"c}, d\",e")
                                .axis(false))
                .containsExactly(
                        "{name: bug, rank: 8}",
                        "{name: rail, t: [1, {a: 2}]}",
                        "'a, b'",
                        "\"c}, d\"",
                        "e");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x=0:1:5|false|0 0.25 0.5 0.75 1",
                "x=0.1:0.5:5|false|0.1 0.2 0.3 0.4 0.5",
                "x=1e-8:1e-2:4:log|false|1e-8 1e-6 1e-4 0.01",
                "x=5:1:3|false|5 3 1",
                "x=7:9:1|false|7",
                "x=2:32:5:log|true|2 4 8 16 32",
                "x=1:3:5|true|1 2 3", // numbers that are rounded to the same one are one case
            })
    void rangesAreEquidistantOrOfEqualRatios(String text, boolean whole, String values) {
        assertThat(String.join(" ", Variation.parse(text).axis(whole))).isEqualTo(values);
    }

    @Test
    void listsSideBySideAreOfEqualLength() {
        assertThat(Design.sideBySide(over("a=1,2", "b=0:1:2"), DesignTest::none).rows())
                .containsExactly(List.of("1", "0"), List.of("2", "1"));
        assertThatThrownBy(() -> Design.sideBySide(over("a=1,2", "b=1,2,3"), DesignTest::none))
                .isInstanceOf(InputException.class)
                .hasMessage("--zip needs as many values of every key, found a 2, b 3");
    }

    @Test
    void drawsDependOnTheSeedAloneAndFillTheirIntervals() {
        List<Variation> over = over("x=2:3", "n=1:4", "t=1e-6:1e-2:log", "w=p,q");
        Predicate<String> whole = "n"::equals;
        Design many = Design.random(over, 400, 7, whole);
        assertThat(Design.random(over, 10, 7, whole).rows()).isEqualTo(many.rows().subList(0, 10));
        assertThat(Design.random(over, 10, 8, whole).rows())
                .isNotEqualTo(many.rows().subList(0, 10));
        assertThat(column(many, 0)).allMatch(x -> Double.parseDouble(x) >= 2 && x.length() <= 13);
        assertThat(column(many, 1)).containsOnly("1", "2", "3", "4");
        assertThat(column(many, 2).stream().filter(t -> Double.parseDouble(t) < 1e-4).count())
                .isBetween(160L, 240L); // half of the decades
        assertThat(column(many, 3)).containsOnly("p", "q");
        for (String n : List.of("1", "2", "3", "4")) {
            assertThat(column(many, 1).stream().filter(n::equals).count()).isBetween(70L, 130L);
        }
    }

    private static List<String> column(Design design, int k) {
        return design.rows().stream().map(row -> row.get(k)).toList();
    }

    @Test
    void aListIsReadFromCsv() throws IOException {
        Path file = folder.resolve("cases.csv");
        Files.writeString(
                file,
                "\uFEFFintegrator, time.steps\n"
                        + "\"{name: bug, rank: 2}\", 20\r\n\n"
                        + "full,\n"
                        + "\"\"\"a\"\"\",3");
        Design list = Design.list(file);
        assertThat(list.keys()).containsExactly("integrator", "time.steps");
        assertThat(list.rows())
                .containsExactly(
                        List.of("{name: bug, rank: 2}", "20"),
                        List.of("full", ""),
                        List.of("\"a\"", "3"));
        Files.writeString(file, "integrator,seed\n{name: bug, rank: 2},20\n");
        assertThatThrownBy(() -> Design.list(file))
                .isInstanceOf(InputException.class)
                .hasMessageEndingWith(
                        "cases.csv: case 1 has 3 values for 2 keys; what holds a comma must stand"
                                + " in double quotes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rank|--over 'rank': write --over key=a,b,c or --over key=from:to:count",
                "a..b=1|--over 'a..b=1': write --over key=a,b,c or --over key=from:to:count",
                "x=1,,2|--over x: a value is empty, found '1,,2'",
                "x=-1:2:3:log|--over x: a logarithmic range must be of positive numbers, found -1"
                        + " to 2",
                "x=1:2:0|--over x: the count of a range must be from 1 to 999999, found 0",
                "x=2:1|--over x: low must be less than high, found 2:1",
                "x=1:2|--over x: a range needs its count, such as x=1:2:5; to draw numbers from it,"
                        + " give --random N",
            })
    void mistakesAreToldInASentence(String text, String sentence) {
        assertThatThrownBy(() -> Variation.parse(text).axis(false))
                .isInstanceOf(InputException.class)
                .hasMessage(sentence);
    }

    @Test
    void aKeyVariesOnce() {
        assertThatThrownBy(() -> Design.grid(over("a=1", "a=2"), DesignTest::none))
                .hasMessage("the varied key a is given twice");
    }
}
