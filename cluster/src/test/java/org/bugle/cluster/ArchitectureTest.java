package org.bugle.cluster;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import org.junit.jupiter.api.Test;

/// What holds beside the rules of the other modules.
class ArchitectureTest {
    private static final JavaClasses BUGLE = new ClassFileImporter().importPackages("org.bugle");

    @Test
    void sparkAndParquetAreKnownHereOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.bugle.cluster")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.spark..",
                        "org.apache.hadoop..",
                        "org.apache.parquet..",
                        "scala..")
                .check(BUGLE);
    }

    @Test
    void nothingElseKnowsOfThisModule() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.bugle.cluster")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bugle.cluster")
                .check(BUGLE);
    }
}
