package sluice.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sluice.TemporaryFolders;

/**
 * In the results of a shared update the same codes stand for a record that is gone and for a bad reference: the one is
 * skipped, the other is a dead letter with Salesforce's reason, and nobody else suffers.
 */
@QuarkusTest
@QuarkusTestResource(TemporaryFolders.class)
class GoneReferenceIT extends RecordScene {
    private static final String NO_ACCOUNT = "001gK0000000zzz";
    private static final String NO_USER = "005gK0000000zzz";

    @Test
    void tellsARecordThatIsGoneFromABadReference() throws IOException {
        // Given
        List<String> ids = IntStream.range(0, 8).mapToObj(this::contact).toList();
        String deletedAccount = create("Account", "{\"Name\": \"A\"}");
        delete("Account", deletedAccount);
        delete("Contact", ids.get(5));
        deploy(
                "changes",
                """
                action: contact
                syncMode: update
                mapping:
                  traits: { Id: { "@path": $.properties.id } }
                  account_id: { "@path": $.properties.account }
                  customFields: { Title: Changed %s }
                """
                        .formatted(unique));

        // When
        send(IntStream.range(0, 8)
                .mapToObj(i -> {
                    String account = i == 2 ? NO_ACCOUNT : i == 3 ? deletedAccount : "";
                    return "{\"id\": \"%s\"%s}"
                            .formatted(ids.get(i), account.isEmpty() ? "" : ", \"account\": \"" + account + "\"");
                })
                .toList());

        // Then
        awaitStates("delivered", "skipped", "dead");
        assertThat(told())
                .extracting(Told::state)
                .containsExactly(
                        "delivered", "delivered", "dead", "dead", "delivered", "skipped", "delivered", "delivered");
        assertThat(told().get(2)).satisfies(bad -> {
            assertThat(bad.errorCode()).isEqualTo("INVALID_CROSS_REFERENCE_KEY");
            assertThat(bad.httpStatus()).isEqualTo(400);
        });
        assertThat(told().get(3).errorCode()).isEqualTo("ENTITY_IS_DELETED");
        assertThat(told().get(5).httpStatus()).isEqualTo(404);
        assertThat(calls("collectionsUpdate")).hasSize(1);
        assertThat(written("Contact"))
                .filteredOn(contact -> contact.path("Title").asText().startsWith("Changed"))
                .hasSize(5);
    }

    @Test
    void findsTheOneBadReferenceAmongMergedWrites() throws IOException {
        // Given
        for (int lead = 0; lead < 2; lead++) {
            create(
                    "Lead",
                    "{\"LastName\": \"L\", \"Company\": \"C\", \"External_Id__c\": \"%1$s-%2$d\", \"Email\": \"m%2$d@%1$s.test\"}"
                            .formatted(unique, lead));
        }
        deploy("merged", MERGED.formatted("{ \"@path\": $.properties.fields }"));
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String owner = i == 13 ? ", \"OwnerId\": \"%s\"".formatted(NO_USER) : "";
            events.add("{\"email\": \"m%d@%s.test\", \"fields\": {\"Title\": \"t%d\"%s}}"
                    .formatted(i % 2, unique, i, owner));
        }

        // When
        send(events);

        // Then
        awaitStates("delivered", "dead");
        List<String> expected = new ArrayList<>(Collections.nCopies(40, "delivered"));
        expected.set(13, "dead");
        assertThat(told()).extracting(Told::state).isEqualTo(expected);
        assertThat(told().get(13).errorCode()).isEqualTo("INVALID_CROSS_REFERENCE_KEY");
        assertThat(told()).extracting(Told::attempts).containsOnly(1);
        assertThat(written("Lead"))
                .extracting(lead -> lead.path("Title").asText())
                .containsExactlyInAnyOrder("t38", "t39");
    }

    private String contact(int i) {
        return create("Contact", "{\"LastName\": \"L\", \"External_Id__c\": \"%s-%d\"}".formatted(unique, i));
    }

    private String create(String sObject, String body) {
        return org().body(body)
                .post("/sobjects/" + sObject)
                .as(JsonNode.class)
                .path("id")
                .asText();
    }

    private void delete(String sObject, String id) {
        org().delete("/sobjects/%s/%s".formatted(sObject, id)).then().statusCode(204);
    }
}
