package sluice.embeddedorg.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecordIdTest {
    @Test
    void addsTheSuffixThatRealOrgsHave() {
        assertThat(RecordId.parse("001B000001Lp1G2")).contains("001B000001Lp1G2IAJ");
        assertThat(RecordId.parse("a00B000000FSjVUIA1")).contains("a00B000000FSjVUIA1");
        assertThat(RecordId.parse("0038Z00002rGc7Y"))
                .hasValueSatisfying(id -> assertThat(id).endsWith("QAS"));
    }

    @Test
    void refusesWhatIsNoId() {
        assertThat(RecordId.parse("a00B000000FSjVUIB1")).isEmpty();
        assertThat(RecordId.parse("001B000001Lp1G")).isEmpty();
        assertThat(RecordId.parse("001B000001Lp1G-")).isEmpty();
    }

    @Test
    void countsToTheBase62() {
        assertThat(RecordId.of("00Q", 61)).startsWith("00QgK000000000z");
        assertThat(RecordId.of("00Q", 62)).startsWith("00QgK0000000010");
    }
}
