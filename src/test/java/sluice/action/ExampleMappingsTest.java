package sluice.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.salesforce.RecordWrite;

/** The example mappings that come with the service. */
class ExampleMappingsTest {
    private final MappingSet mappings = MappingDirectory.open(
                    Path.of("mappings"), new MappingFileParser(ActionCatalog.load()), Clock.systemUTC())
            .mappings();

    @Test
    void showEveryAction() {
        assertThat(mappings.all().stream().map(mapping -> mapping.action().name()))
                .containsOnly("lead", "contact", "account", "opportunity", "case", "customObject");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    {"type": "identify", "userId": "u-1", "traits": {"email": "ada@example.com", "last_name": "Lovelace", "company": "Engines", "title": "Countess", "address": {"city": "London"}}} | Lead | {"LastName":"Lovelace","Company":"Engines","City":"London","Email":"ada@example.com","Title":"Countess"}
                    {"type": "identify", "userId": "u-1", "traits": {"email": "ada@example.com", "last_name": "Lovelace", "customer": true}} | Contact | {"LastName":"Lovelace","Email":"ada@example.com","External_Id__c":"u-1"}
                    {"type": "identify", "userId": "u-1", "traits": {"email": "ada@example.com", "last_name": "Lovelace", "household": true}} | Account | {"LastName":"Lovelace","PersonEmail":"ada@example.com"}
                    {"type": "group", "groupId": "g-1", "traits": {"name": "Engines", "employees": "12"}} | Account | {"Name":"Engines","AccountNumber":"g-1","NumberOfEmployees":12,"External_Id__c":"g-1"}
                    {"type": "track", "event": "Order Completed", "messageId": "m-1", "timestamp": "2024-03-01T10:00:00.000Z", "properties": {"order_id": "o-1", "total": 19.9}} | Opportunity | {"Amount":"19.9","CloseDate":"2024-03-01","Name":"Order o-1","StageName":"Closed Won","External_Id__c":"o-1"}
                    {"type": "track", "event": "Support Requested", "messageId": "m-1", "properties": {"subject": "Help", "message": "It broke"}} | Case | {"Description":"It broke","Subject":"Help","Origin":"Web","External_Id__c":"m-1"}
                    {"type": "track", "event": "Subscription Started", "properties": {"subscription_id": "s-1", "plan": "Pro", "amount": 5}} | Subscription__c | {"Name":"Pro s-1","External_Id__c":"s-1","Plan__c":"Pro","Amount__c":5,"Active__c":true}
                    """)
    void makeARecordOfTheEventThatTheyAreFor(String event, String sObject, String fields) throws Exception {
        JsonNode json = new ObjectMapper().readTree(event);

        List<Mapping> matching = mappings.matching(json);

        assertThat(matching).hasSize(1);
        RecordWrite write = matching.get(0).write(json);
        assertThat(write.sObject()).isEqualTo(sObject);
        assertThat(write.fields()).hasToString(fields);
    }
}
