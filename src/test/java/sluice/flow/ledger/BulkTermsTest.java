package sluice.flow.ledger;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BulkTermsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bulk.max-bytes | 150000000 | bulk.max-bytes: expected 1 to 100000000, of which Salesforce makes 150 MB, was 150000000",
                "bulk.workers | 0 | bulk.workers: expected 1 or more, was 0",
                "bulk.max-age | 0s | bulk.max-age: expected a time such as 1m, was PT0S"
            })
    void refuseSettingsThatNoJobCouldBeSentWith(String name, String value, String message) {
        BulkSettings settings = ShippedSettings.bulk(Map.of(name, value));

        assertThatThrownBy(() -> new BulkTerms(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void takeTheSettingsThatShip() {
        assertThatCode(() -> new BulkTerms(ShippedSettings.bulk(Map.of()))).doesNotThrowAnyException();
    }
}
