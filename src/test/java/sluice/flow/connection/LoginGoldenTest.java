package sluice.flow.connection;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.event.DefinitionException;
import sluice.golden.DestinationCases;
import sluice.golden.Differences;
import sluice.golden.GoldenCase;
import sluice.golden.GoldenResult;
import sluice.golden.ScriptedSalesforce;
import sluice.salesforce.Failure;
import sluice.salesforce.SalesforceUrl;

/**
 * How Segment logs in and where it lets itself be led: the same form and the same verdict, or the listed difference. Of
 * a case that goes on with a record, the login alone; {@code DestinationGoldenIT} looks at the record.
 */
class LoginGoldenTest {
    private static final Differences DIFFERENCES = Differences.in("payload", "destination");

    static Stream<GoldenCase> logins() {
        return DestinationCases.ofLogins().filter(LoginGoldenTest::logsIn);
    }

    static Stream<GoldenCase> instanceUrls() {
        return DestinationCases.ofLogins().filter(golden -> !logsIn(golden));
    }

    private static boolean logsIn(GoldenCase golden) {
        return golden.entry().equals("refreshAccessToken") || golden.feature().equals("password");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("logins")
    void logsInAsSegmentOrAsTheDifferencesSay(GoldenCase golden) {
        try (ScriptedSalesforce salesforce = new ScriptedSalesforce(Duration.ZERO)) {
            DIFFERENCES.check(golden, expected(golden), login(golden, salesforce));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("instanceUrls")
    void takesTheInstanceUrlsThatSegmentTakesOrDiffersAsListed(GoldenCase golden) {
        String url = golden.line().at("/settings/instanceUrl").asText();
        GoldenResult expected = GoldenResult.of(List.of(), golden.expectedOutcome());

        DIFFERENCES.check(golden, expected, instanceUrl(url));
    }

    private static GoldenResult instanceUrl(String url) {
        try {
            SalesforceUrl.check("instance_url", url, false);
            return GoldenResult.of(List.of(), GoldenResult.OK);
        } catch (DefinitionException foreign) {
            return GoldenResult.refused();
        }
    }

    private static GoldenResult expected(GoldenCase golden) {
        List<String> logins = StreamSupport.stream(
                        golden.line().at("/expect/requests").spliterator(), false)
                .filter(request -> request.has("form"))
                .limit(1)
                .map(request -> line(request.get("form")))
                .toList();
        boolean goesOn = golden.line().at("/responses/0/status").asInt() == 200;
        boolean isRefresh = golden.entry().equals("refreshAccessToken");
        return GoldenResult.of(logins, goesOn && !isRefresh ? GoldenResult.OK : golden.expectedOutcome());
    }

    private static GoldenResult login(GoldenCase golden, ScriptedSalesforce salesforce) {
        boolean isForeseen = golden.line().at("/expect/requests/0").has("form");
        try (TestConnection connection = new TestConnection(settings(golden, salesforce))) {
            connection.logIn();
            salesforce.follow(golden);
            String outcome = outcome(connection);
            return GoldenResult.of(isForeseen ? requests(salesforce) : List.of(), outcome);
        } catch (DefinitionException missing) {
            return GoldenResult.refused();
        } catch (SalesforceException refused) {
            throw new IllegalStateException("the login before the one that matters", refused);
        }
    }

    private static String outcome(TestConnection connection) {
        try {
            connection.logIn();
            return GoldenResult.OK;
        } catch (LoginRefusedException refused) {
            return text(refused.failure());
        } catch (LoginUnansweredException unanswered) {
            return text(unanswered.failure());
        } catch (SalesforceException other) {
            throw new IllegalStateException(other);
        }
    }

    private static String text(Failure failure) {
        return GoldenResult.failure(failure.httpStatus(), failure.isRetryable());
    }

    private static List<String> requests(ScriptedSalesforce salesforce) {
        List<String> lines = new ArrayList<>();
        for (ScriptedSalesforce.Request request : salesforce.requests()) {
            Map<String, String> form = new TreeMap<>(request.form());
            form.remove("format"); // asks for JSON, which Salesforce sends anyway
            lines.add("login " + form);
        }
        return lines;
    }

    private static String line(JsonNode form) {
        Map<String, String> fields = new TreeMap<>();
        form.properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().textValue()));
        return "login " + fields;
    }

    /** As somebody would set it who moves over: user and password where both are given, else the tokens. */
    private static LoginSettings settings(GoldenCase golden, ScriptedSalesforce salesforce) {
        JsonNode settings = golden.line().get("settings");
        JsonNode env = golden.line().path("env");
        LoginSettings login = LoginSettings.at(salesforce.url());
        if (settings.has("username") && settings.has("auth_password")) {
            return login.with("client-id", env.path("SALESFORCE_CLIENT_ID").textValue())
                    .with("client-secret", env.path("SALESFORCE_CLIENT_SECRET").textValue())
                    .with("user-name", settings.get("username").textValue())
                    .with("password", settings.get("auth_password").textValue())
                    .with("security-token", settings.path("security_token").textValue());
        }
        JsonNode oauth = golden.line().path("oauth");
        LoginSettings known = oauth.isMissingNode()
                ? login
                : login.with("client-id", oauth.path("clientId").textValue())
                        .with("client-secret", oauth.path("clientSecret").textValue());
        return known.with("refresh-token", "refresh-1");
    }
}
