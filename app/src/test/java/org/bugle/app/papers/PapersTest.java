package org.bugle.app.papers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Claim;
import org.bugle.app.reproduce.Experiment;
import org.bugle.app.reproduce.Lab;
import org.bugle.app.reproduce.Paper;
import org.bugle.app.run.Interruption;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Every figure of every paper, a test a case: what `bugle reproduce` measures must come out. Cases
/// of more than a minute are left to `bugle reproduce all --full`.
class PapersTest {
    /// What the whole test run can afford to do each time.
    private static final int SHORT_SECONDS = 1;

    @TestFactory
    Stream<DynamicNode> shortCases() {
        return Papers.all().stream().map(paper -> tests(paper, PapersTest::isShort));
    }

    @TestFactory
    @Tag("slow")
    Stream<DynamicNode> longCases() {
        return Papers.all().stream()
                .map(paper -> tests(paper, each -> !isShort(each) && each.isQuick()));
    }

    private static boolean isShort(Case.Measured each) {
        return each.seconds() <= SHORT_SECONDS;
    }

    private static DynamicNode tests(Paper paper, Predicate<Case.Measured> chosen) {
        return DynamicContainer.dynamicContainer(
                paper.name(),
                paper.experiments().stream()
                        .flatMap(experiment ->
                                measured(experiment)
                                        .filter(chosen)
                                        .map(each -> test(experiment, each))));
    }

    private static Stream<Case.Measured> measured(Experiment experiment) {
        return experiment.cases().stream()
                .filter(Case.Measured.class::isInstance)
                .map(Case.Measured.class::cast);
    }

    private static DynamicTest test(Experiment experiment, Case.Measured each) {
        return DynamicTest.dynamicTest(
                experiment.id() + ": " + each.claims().getFirst().text(),
                () -> {
                    List<Double> values = each.measurement().measure(new Lab(new Interruption()));
                    assertThat(values).hasSameSizeAs(each.claims());
                    for (int i = 0; i < values.size(); i++) {
                        Claim claim = each.claims().get(i);
                        assertThat(claim.criterion().isMet(values.get(i)))
                                .as(
                                        "%s: measured %s, expected %s",
                                        claim.text(), values.get(i), claim.criterion().words())
                                .isTrue();
                    }
                });
    }

    static List<Paper> papers() {
        return Papers.all();
    }

    @ParameterizedTest
    @MethodSource("papers")
    void theQuickSetIsShortAndLeavesOutAFifthAtMost(Paper paper) {
        List<Case.Measured> all =
                paper.experiments().stream().flatMap(PapersTest::measured).toList();
        List<Case.Measured> quick = all.stream().filter(Case.Measured::isQuick).toList();
        assertThat(quick.stream().mapToInt(Case.Measured::seconds).filter(s -> s > 1).sum())
                .isLessThanOrEqualTo(150);
        long rows = all.stream().mapToLong(each -> each.claims().size()).sum();
        long quickRows = quick.stream().mapToLong(each -> each.claims().size()).sum();
        assertThat(rows - quickRows).isLessThanOrEqualTo(rows / 5);
    }

    @ParameterizedTest
    @MethodSource("papers")
    void claimsAreToldApart(Paper paper) {
        for (Experiment experiment : paper.experiments()) {
            assertThat(experiment.cases().stream().flatMap(each -> each.claims().stream()))
                    .as(experiment.id())
                    .extracting(Claim::text)
                    .doesNotHaveDuplicates();
        }
        assertThat(paper.experiments()).extracting(Experiment::id).doesNotHaveDuplicates();
    }

    @Test
    void aPaperIsFoundByItsNameOrItsNumber() {
        assertThat(Papers.named("2402.08607").name()).isEqualTo("midpoint-bug");
        assertThatThrownBy(() -> Papers.named("midpoint"))
                .hasMessageStartingWith("'midpoint' is no paper; did you mean 'midpoint-bug'?");
    }

    @Test
    void anExperimentIsFoundByItsId() {
        Paper paper = Papers.named("midpoint-bug");
        assertThat(Papers.only(paper, "m7").experiments())
                .extracting(Experiment::id)
                .containsExactly("M7");
        assertThatThrownBy(() -> Papers.only(paper, "M9"))
                .hasMessageStartingWith(
                        "'M9' is no experiment of midpoint-bug; did you mean 'M1'?");
    }
}
