package org.bugle;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The rules of `docs/architecture.md`, read off the class files of every module.
class ArchitectureTest {
    private static final JavaClasses BUGLE =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("org.bugle");

    /// Each may use those before it in the list, never those after it.
    private static final List<String> LAYERS =
            List.of(
                    "linalg",
                    "lowrank",
                    "operator",
                    "substep",
                    "equation",
                    "integrator",
                    "evolution",
                    "models",
                    "files",
                    "neural",
                    "app");

    /// Modules with rules of their own, or none.
    private static final Set<String> ELSEWHERE = Set.of("benchmarks", "cluster");

    /// What computes: the same input must give the same bits, so nothing enters by a side door.
    private static final DescribedPredicate<JavaClass> NUMERICS =
            resideInAnyPackage(below("models")).as("linalg and dynamics");

    private static String[] below(String layer) {
        return LAYERS.subList(0, LAYERS.indexOf(layer)).stream()
                .map(ArchitectureTest::packages)
                .toArray(String[]::new);
    }

    private static String packages(String layer) {
        return "org.bugle." + layer + "..";
    }

    @Test // else a module that is no dependency of this one would pass every rule unseen
    void everyPackageOfTheSourcesIsSeenAndKnownNotToHoldNulls() throws IOException {
        Set<String> written = new TreeSet<>();
        try (Stream<Path> modules = Files.list(Path.of("..").toRealPath())) {
            for (Path module : modules.filter(m -> !ELSEWHERE.contains(folder(m))).toList()) {
                written.addAll(packagesIn(module.resolve("src/main/java")));
            }
        }
        Set<String> seen =
                BUGLE.stream()
                        .map(JavaClass::getPackage)
                        .filter(p -> p.isAnnotatedWith(NullMarked.class))
                        .map(p -> p.getName())
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(seen).isNotEmpty().isEqualTo(written);
    }

    private static String folder(Path module) {
        return module.getFileName().toString();
    }

    private static Set<String> packagesIn(Path sources) throws IOException {
        if (!Files.isDirectory(sources)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(f -> f.toString().endsWith(".java"))
                    .map(f -> sources.relativize(f.getParent()).toString().replace('/', '.'))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void everyPackageBelongsToALayer() {
        String[] layers = LAYERS.stream().map(ArchitectureTest::packages).toArray(String[]::new);
        check(noClasses().should().resideOutsideOfPackages(layers));
    }

    @ParameterizedTest
    @FieldSource("LAYERS")
    void aLayerUsesOnlyThoseBelowIt(String layer) {
        String[] above =
                LAYERS.stream()
                        .skip(LAYERS.indexOf(layer) + 1)
                        .map(ArchitectureTest::packages)
                        .toArray(String[]::new);
        check(
                noClasses()
                        .that()
                        .resideInAPackage(packages(layer))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(above));
    }

    @Test
    void filesAndModelsDoNotKnowEachOther() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(packages("files"))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(packages("models")));
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().matching("org.bugle.(**)").should().beFreeOfCycles());
    }

    @Test // linalg.blas names the file of the native library
    void numericsKnowNoFileAndNoClock() {
        check(
                noClasses()
                        .that(NUMERICS)
                        .and()
                        .resideOutsideOfPackage("org.bugle.linalg.blas")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("java.io..", "java.nio.file..", "java.time..")
                        .orShould()
                        .callMethod(System.class, "nanoTime")
                        .orShould()
                        .callMethod(System.class, "currentTimeMillis"));
    }

    @Test // every draw comes from a generator with a known seed, by a conversion of our own
    void numericsDrawNoRandomNumbersOfUnknownOrigin() {
        check(
                noClasses()
                        .that(NUMERICS)
                        .should()
                        .dependOnClassesThat()
                        .haveNameMatching(
                                "java\\.util\\.Random|java\\..*\\.(Secure|ThreadLocal)Random")
                        .orShould()
                        .callMethod(Math.class, "random")
                        .orShould()
                        .callMethod(RandomGenerator.class, "getDefault")
                        .orShould()
                        .callMethodWhere(JavaCall.Predicates.target(name("nextGaussian"))));
    }

    @Test
    void onlyTheCommandPrintsOrExits() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage(packages("app"))
                        .should(ACCESS_STANDARD_STREAMS)
                        .orShould()
                        .callMethod(System.class, "exit", int.class)
                        .orShould()
                        .callMethod(Runtime.class, "exit", int.class)
                        .orShould()
                        .callMethod(Runtime.class, "halt", int.class));
    }

    @Test
    void onlyTheBindingsTouchNativeMemory() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages("org.bugle.linalg.blas", "org.bugle.neural.djl")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("java.lang.foreign..", "org.bytedeco.."));
    }

    @Test
    void onlyOnePackageKnowsOfTheNeuralEngine() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage("org.bugle.neural.djl")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "ai.djl",
                                "ai.djl.engine..",
                                "ai.djl.ndarray..",
                                "ai.djl.nn..",
                                "ai.djl.pytorch..",
                                "ai.djl.training.."));
    }

    @Test // a network is the same on every engine
    void onlyTheEngineKnowsItsLibrary() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(
                                "org.bugle.neural.djl", "org.bugle.neural.huggingface")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("ai.djl.."));
    }

    @Test
    void mutableBuffersStayInInnerLoops() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(
                                packages("linalg"),
                                packages("operator"),
                                "org.bugle.equation",
                                "org.bugle.substep",
                                "org.bugle.neural.plain")
                        .should()
                        .dependOnClassesThat(resideInAPackage("org.bugle.linalg.kernel")));
    }

    @Test
    void classesAreNamedAfterTheirIdea() {
        check(noClasses().should().haveNameMatching(".*(Utils?|Helpers?|Manager|Impl)"));
    }

    /// A package that is still to be written keeps every rule.
    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(BUGLE);
    }
}
