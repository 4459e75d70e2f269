package org.bugle.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class ResultFileTest {
    @TempDir Path folder;

    private static Result result() {
        LinkedHashMap<String, Double> observables = new LinkedHashMap<>();
        observables.put("mass", 0.1 + 0.2);
        observables.put("energy", Double.NaN);
        return new Result(
                "riccati",
                "augmented-bug",
                200,
                1.0,
                17,
                23,
                List.of(17, 9, 12),
                Optional.of(new Result.Deviation(1.2e-6, 3.4e-7, "frobenius", "full")),
                new LinkedHashMap<>(Map.of("norm", new Result.Invariant(1.0, 1.0, 2e-13))),
                observables,
                Optional.of(new Result.Pointwise("interpolated", 1e-8, 6e-9, 58, 400, 0)),
                new Result.Seconds(1.9, 0.0095),
                new Result.Memory(1, 2),
                "0.1.0",
                -7,
                List.of("take smaller steps"));
    }

    @Test // scripts read these keys
    void keysAreThoseOfTheContract() {
        assertThat(ResultFile.toText(result()))
                .isEqualToNormalizingNewlines(
                        """
                        {
                          "problem" : "riccati",
                          "integrator" : "augmented-bug",
                          "steps" : 200,
                          "endTime" : 1.0,
                          "rank" : 17,
                          "maxRank" : 23,
                          "ranks" : [ 17, 9, 12 ],
                          "error" : {
                            "relative" : 1.2E-6,
                            "absolute" : 3.4E-7,
                            "norm" : "frobenius",
                            "reference" : "full"
                          },
                          "invariants" : {
                            "norm" : {
                              "initial" : 1.0,
                              "final" : 1.0,
                              "drift" : 2.0E-13
                            }
                          },
                          "observables" : {
                            "mass" : 0.30000000000000004,
                            "energy" : null
                          },
                          "pointwise" : {
                            "evaluation" : "interpolated",
                            "tolerance" : 1.0E-8,
                            "estimatedError" : 6.0E-9,
                            "mostIndices" : 58,
                            "interpolations" : 400,
                            "missed" : 0
                          },
                          "seconds" : {
                            "total" : 1.9,
                            "perStep" : 0.0095
                          },
                          "memory" : {
                            "peakBytes" : 1,
                            "factorBytes" : 2
                          },
                          "version" : "0.1.0",
                          "seed" : -7,
                          "warnings" : [ "take smaller steps" ]
                        }\
                        """);
    }

    @Test
    void readingGivesWhatWasWritten() {
        Path file = folder.resolve("result.json");
        ResultFile.write(file, result());
        assertThat(ResultFile.read(file, Result.class)).isEqualTo(result());
    }

    @Test
    void anAbsentErrorIsNull() throws IOException {
        Path file = folder.resolve("result.json");
        Files.writeString(
                file,
                ResultFile.toText(result())
                        .replaceFirst("(?s)\"error\" : \\{.*?}", "\"error\" : null"));
        Result read = ResultFile.read(file, Result.class);
        assertThat(read.error()).isEmpty();
        assertThat(ResultFile.toText(read)).contains("\"error\" : null");
    }

    @Test // every prefix of the file
    void whatIsCutOffIsRefused() throws IOException {
        Path file = folder.resolve("result.json");
        String text = ResultFile.toText(result());
        for (int length = 0; length < text.length(); length++) {
            Files.writeString(file, text.substring(0, length));
            assertThatThrownBy(() -> ResultFile.read(file, Result.class))
                    .isExactlyInstanceOf(FileException.class)
                    .hasMessageStartingWith(
                            file + ": is damaged or no result.json of Bugle, at line ");
        }
    }

    @Test
    void aMissingFileIsNamed() {
        Path file = folder.resolve("result.json");
        assertThatThrownBy(() -> ResultFile.read(file, Result.class))
                .isExactlyInstanceOf(FileException.class)
                .hasMessage(file + ": no such file or folder");
    }
}
