package sluice.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.TemporaryFolders;

/**
 * Two mappings that find a record by different fields, and so are not ordered among each other, both find none and make
 * it: Salesforce's unique external id lets one through, and the other finds and changes what that one has made.
 */
@QuarkusTest
@QuarkusTestResource(TemporaryFolders.class)
class SameMomentIT extends RecordScene {
    private static final String MAPPING =
            """
            action: contact
            syncMode: upsert
            mapping:
              traits: { %1$s: { "@path": $.properties.%1$s } }
              last_name: L
              email: { "@path": $.properties.Email }
              customFields:
                External_Id__c: { "@path": $.properties.External_Id__c }
                %2$s: written
            options: { %3$s }
            """;

    /** @param options of the one by the external id: without any it is one call, with these it looks up as well */
    @ParameterizedTest
    @CsvSource({
        "1, 'sameRecord: inOrder'",
        "1, 'fillOnlyEmpty: [Title]'",
        "10, 'sameRecord: inOrder'",
        "10, 'fillOnlyEmpty: [Title]'"
    })
    void makesOneRecordOfTwoUpsertsInFlight(int events, String options) throws IOException {
        // Given lookups that are answered when the other mapping's write, which comes after them, is done
        deploy("by-email", MAPPING.formatted("Email", "Department", "sameRecord: inOrder"));
        deploy("by-key", MAPPING.formatted("External_Id__c", "Title", options));
        delay("after", 5_000, "/query", 2);
        delay("before", 2_500, "Contact/External_Id__c", 1);

        // When
        send(IntStream.range(0, events)
                .mapToObj(
                        i -> "{\"Email\": \"m%1$d@%2$s.test\", \"External_Id__c\": \"%2$s-%1$d\"}".formatted(i, unique))
                .toList());

        // Then
        awaitStates("delivered");
        assertThat(told()).hasSize(2 * events);
        assertThat(written("Contact")).hasSize(events).allSatisfy(contact -> {
            assertThat(contact.path("Department").asText()).isEqualTo("written");
            assertThat(contact.path("Title").asText()).isEqualTo("written");
        });
        assertThat(told().stream()
                        .collect(Collectors.groupingBy(
                                Told::event, Collectors.mapping(Told::created, Collectors.toList())))
                        .values())
                .allSatisfy(created -> assertThat(created).containsExactlyInAnyOrder(true, false));
        assertThat(updatedAfterDuplicate()).hasSize(events);
    }

    private void delay(String at, int millis, String path, int count) {
        records()
                .fault("{\"kind\": \"delay\", \"at\": \"%s\", \"delayMs\": %d, \"path\": \"%s\", \"count\": %d}"
                        .formatted(at, millis, path, count));
    }

    /** Looked up, refused, looked up again, updated. */
    private List<Told> updatedAfterDuplicate() {
        return told().stream()
                .filter(told -> !told.created())
                .filter(told -> told.apiCalls() == 4)
                .toList();
    }
}
