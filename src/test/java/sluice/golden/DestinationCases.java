package sluice.golden;

import java.util.List;
import java.util.stream.Stream;

/** The cases of the destination suite, by who runs them. */
public final class DestinationCases {
    private static final String INSTANCE = "https://acme.my.salesforce.com";
    private static final String PASSWORD = "password";
    private static final String FORM = "dynamicField";

    private DestinationCases() {}

    public static List<GoldenCase> all() {
        return GoldenCase.of("destination");
    }

    /** One event with an action, on a login that works. */
    public static Stream<GoldenCase> ofRecords() {
        return all().stream().filter(DestinationCases::isRecord);
    }

    /** What concerns the login and where it leads. */
    public static Stream<GoldenCase> ofLogins() {
        return all().stream().filter(DestinationCases::isLogin);
    }

    /** Several events with an action, in ingest jobs where the mapping says so. */
    public static Stream<GoldenCase> ofBatches() {
        return all().stream().filter(DestinationCases::isBatch);
    }

    /** What the form offers for a field, on a login that works. */
    public static Stream<GoldenCase> ofChoices() {
        return all().stream().filter(DestinationCases::isChoice);
    }

    static boolean isChoice(GoldenCase golden) {
        return golden.entry().equals(FORM) && isAtAcme(golden);
    }

    static boolean isBatch(GoldenCase golden) {
        return golden.entry().equals("executeBatch") || golden.entry().equals("onBatch");
    }

    static boolean isRecord(GoldenCase golden) {
        return isOneEvent(golden)
                && isAtAcme(golden)
                && (!golden.feature().equals(PASSWORD)
                        || golden.line().at("/responses/0/status").asInt(400) < 300);
    }

    static boolean isLogin(GoldenCase golden) {
        return switch (golden.entry()) {
            case "refreshAccessToken", "testAuthentication" -> true;
            case "executeAction", "onEvent" -> golden.feature().equals(PASSWORD) || !isAtAcme(golden);
            case FORM -> !isAtAcme(golden);
            default -> false;
        };
    }

    private static boolean isAtAcme(GoldenCase golden) {
        return golden.line().at("/settings/instanceUrl").asText().equals(INSTANCE);
    }

    private static boolean isOneEvent(GoldenCase golden) {
        return golden.entry().equals("executeAction") || golden.entry().equals("onEvent");
    }
}
