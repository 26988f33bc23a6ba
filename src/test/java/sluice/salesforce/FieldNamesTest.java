package sluice.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldNamesTest {
    private static final String DESCRIPTION =
            """
            {"fields": [{"name": "Key__c", "relationshipName": null}, {"name": "OwnerId", "relationshipName": "Owner"}]}""";

    @ParameterizedTest
    @CsvSource({
        "key__c, Key__c",
        "OWNERID, OwnerId",
        "owner.key__C, Owner.key__C",
        "User:owner.Email, User:Owner.Email",
        "Unknown__C, Unknown__C",
        "unknown__r.Key__c, unknown__r.Key__c"
    })
    void spellsAsTheOrgDoes(String column, String spelled) throws JsonProcessingException {
        FieldNames names = FieldNames.in(new ObjectMapper().readTree(DESCRIPTION));

        assertThat(names.of(column)).isEqualTo(spelled);
        assertThat(FieldNames.NONE.of(column)).isEqualTo(column);
    }
}
