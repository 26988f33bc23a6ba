package sluice;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may import whom; ARCHITECTURE.md says why. */
class ArchitectureTest {
    private static final List<String> PACKAGES =
            List.of("event", "mapping", "trigger", "action", "salesforce", "ledger", "flow", "console", "embeddedorg");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("sluice");

    @Test
    void eventKnowsNobody() {
        mayImport("event").check(CLASSES);
    }

    @Test
    void mappingKnowsEvent() {
        mayImport("mapping", "event").check(CLASSES);
    }

    @Test
    void triggerKnowsEvent() {
        mayImport("trigger", "event").check(CLASSES);
    }

    @Test
    void salesforceKnowsEvent() {
        mayImport("salesforce", "event").check(CLASSES);
    }

    @Test
    void ledgerKnowsEvent() {
        mayImport("ledger", "event").check(CLASSES);
    }

    @Test
    void actionKnowsWhatItCompilesAndWhatItMakes() {
        mayImport("action", "event", "mapping", "trigger", "salesforce").check(CLASSES);
    }

    @Test
    void consoleReachesNeitherFlowNorEmbeddedOrg() {
        mayImport("console", "event", "mapping", "trigger", "action", "salesforce", "ledger")
                .check(CLASSES);
    }

    @Test
    void embeddedOrgKnowsOnlyThePortThatItServes() {
        mayImport("embeddedorg", "event", "salesforce").check(CLASSES);
    }

    @Test
    void nobodyImportsFlowConsoleOrEmbeddedOrg() {
        for (String top : List.of("flow", "console", "embeddedorg")) {
            noClasses()
                    .that()
                    .resideOutsideOfPackage(within(top))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(within(top))
                    .check(CLASSES);
        }
    }

    @Test
    void camelStaysInFlow() {
        onlyIn("org.apache.camel..", "flow").check(CLASSES);
    }

    @Test
    void jdbcStaysInLedger() {
        onlyIn("java.sql..", "ledger").check(CLASSES);
        onlyIn("javax.sql..", "ledger").check(CLASSES);
    }

    @Test
    void theEnginesAreFreeOfCdi() {
        for (String engine : List.of("event", "mapping", "trigger", "salesforce", "ledger")) {
            noClasses()
                    .that()
                    .resideInAPackage(within(engine))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("jakarta.enterprise..", "jakarta.inject..", "io.quarkus..")
                    .check(CLASSES);
        }
    }

    @Test
    void everyClassHasARoom() {
        classes()
                .should()
                .resideInAnyPackage(
                        PACKAGES.stream().map(ArchitectureTest::within).toArray(String[]::new))
                .check(CLASSES);
    }

    private static ArchRule mayImport(String from, String... allowed) {
        List<String> forbidden = new ArrayList<>(PACKAGES);
        forbidden.remove(from);
        forbidden.removeAll(Arrays.asList(allowed));
        return noClasses()
                .that()
                .resideInAPackage(within(from))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        forbidden.stream().map(ArchitectureTest::within).toArray(String[]::new));
    }

    private static ArchRule onlyIn(String library, String room) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(within(room))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    private static String within(String name) {
        return "sluice." + name + "..";
    }
}
