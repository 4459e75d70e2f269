package org.bugle.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.bugle.app.citation.Works;
import org.bugle.app.config.MethodSettings;
import org.bugle.app.papers.Papers;
import org.bugle.app.run.Version;
import org.bugle.app.run.Vocabulary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/// References of what was used, as text and as BibTeX.
class CiteTest {
    @TempDir private Path folder;

    private Cli cli;

    @BeforeEach
    void enter() {
        cli = new Cli(folder);
    }

    @Test
    void anIntegratorIsCitedAsAnEntry() {
        assertThat(cli.run("cite", "midpoint-bug").out())
                .isEqualTo(
                        """
                        @article{ceruti-einkemmer-kusch-lubich-2024,
                          author = {Ceruti, G. and Einkemmer, L. and Kusch, J. and Lubich, C.},
                          title = {{A robust second-order low-rank BUG integrator based on the midpoint rule}},
                          journal = {BIT Numer. Math.},
                          year = {2024},
                          doi = {10.1007/s10543-024-01032-x},
                          eprint = {2402.08607},
                          archiveprefix = {arXiv}
                        }
                        """);
        assertThat(cli.run("cite", "geolora", "prh").out())
                .contains("Schotth{\\\"o}fer, S.")
                .contains("S{\\'e}guin, A.")
                .contains("@misc{seguin-kressner-2022");
        assertThat(cli.run("cite", "lora").out()).contains("author = {Hu, E. J. and others}");
    }

    @Test
    void referencesInTextAreThoseOfReports() {
        assertThat(Works.references("augmented-bug"))
                .containsExactly(
                        "G. Ceruti, J. Kusch, C. Lubich: A rank-adaptive robust integrator for"
                                + " dynamical low-rank approximation. BIT Numer. Math. 62 (2022)"
                                + " 1149–1174. arXiv:2104.05247.");
        assertThat(Works.referencesOnTrees("augmented-bug")).hasSize(2);
        assertThat(Works.references("lora"))
                .containsExactly(
                        "E. J. Hu et al.: LoRA: Low-rank adaptation of large language models. ICLR"
                                + " 2022. arXiv:2106.09685.");
    }

    @Test
    void everyPaperAndEveryMethodOfALiteratureHasAWork() {
        Papers.all().forEach(paper -> assertThat(Works.all().ofArxiv(paper.arxiv())).hasSize(1));
        Set<String> without = new HashSet<>(Vocabulary.integrators().keySet());
        without.addAll(MethodSettings.catalogue().keySet());
        without.removeIf(name -> !Works.all().of(name).isEmpty());
        assertThat(without).containsExactlyInAnyOrder("full", "naive", "pruned");
        Works.all()
                .works()
                .values()
                .forEach(work -> {
                    Set<String> names = new HashSet<>(work.methods());
                    names.addAll(work.trees());
                    names.removeAll(Vocabulary.integrators().keySet());
                    names.removeAll(MethodSettings.catalogue().keySet());
                    assertThat(names).isEmpty();
                });
    }

    @Test
    void aRunFolderIsCitedWithItsProblemAndBugle() {
        String file = cli.file("run.yaml", Cli.RICCATI);
        cli.run("run", file, "--quiet", "--out", cli.at("out"));
        assertThat(cli.run("cite", cli.at("out")).out())
                .startsWith("@software{bugle,")
                .contains("  version = {" + Version.current() + "}")
                .contains("ceruti-kusch-lubich-2022")
                .contains("lam-ceruti-kressner-2024");
    }

    @Test
    void whatCanBeCitedIsListedAndWhatCannotIsRefused() {
        assertThat(cli.run("cite").out())
                .startsWith("name ")
                .containsPattern("riccati +.*lam-ceruti-kressner-2024")
                .containsPattern("ttno +ceruti-kressner-sulz-2024");
        assertThat(cli.run("cite", "2405.09952").out()).startsWith("@misc{ceruti-kressner-sulz");
        Cli.Ended ended = cli.run("cite", "midpoint-bag");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .startsWith(
                        "'midpoint-bag' is neither a name with a work behind it nor a folder; did"
                                + " you mean 'midpoint-bug'?");
        assertThat(cli.run("cite", folder.toString()).err())
                .contains("holds no run, training or study");
    }

    @Test
    void theFileForCitationManagersHasThisVersion() throws IOException {
        assertThat(Files.readString(Path.of("..", "CITATION.cff")))
                .contains("version: " + Version.current() + "\n");
    }
}
