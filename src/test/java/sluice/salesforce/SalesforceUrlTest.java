package sluice.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.event.DefinitionException;

class SalesforceUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://login.salesforce.com",
                "https://acme.my.salesforce.com",
                "https://acme--dev.sandbox.my.salesforce.com",
                "https://acme.my.salesforce.com:8443",
                "https://ACME.MY.SALESFORCE.COM/",
                "https://acme.lightning.force.com"
            })
    void takesSalesforcesHosts(String url) {
        assertThat(SalesforceUrl.check("url", url, false)).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://acme.my.salesforce.com",
                "https://salesforce.com.evil.test",
                "https://evil.test/.salesforce.com",
                "https://evil.test?.salesforce.com",
                "https://user@acme.salesforce.com",
                "https://evilsalesforce.com",
                "https://salesforce.com",
                "acme.my.salesforce.com",
                " https://acme.my.salesforce.com",
                ""
            })
    void refusesOthers(String url) {
        assertThatThrownBy(() -> SalesforceUrl.check("salesforce.login-url", url, false))
                .isInstanceOf(DefinitionException.class)
                .hasMessageStartingWith("at salesforce.login-url: expected an https URL below one of salesforce.com");
    }

    @Test
    void letsOthersThroughWhenAsked() {
        assertThat(SalesforceUrl.check("url", "http://127.0.0.1:8080", true)).hasToString("http://127.0.0.1:8080");
    }
}
