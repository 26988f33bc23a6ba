package sluice.embeddedorg;

import java.time.Duration;
import java.util.List;

/**
 * The embedded org as a process of its own. Prints its URL on a line of its own once it takes calls, and runs until it is
 * stopped.
 *
 * <p>{@code java -cp 'target/quarkus-app/app/*:target/quarkus-app/lib/main/*:target/quarkus-app/lib/boot/*'
 * sluice.embeddedorg.EmbeddedOrgMain --port 8181 --person-accounts --latency-ms 20}
 */
public final class EmbeddedOrgMain {
    private static final String USAGE =
            """
            Options:
              --host <address>           127.0.0.1
              --port <number>            0, a free one
              --person-accounts          an Account with a LastName is a person
              --latency-ms <number>      0, how long every answer waits
              --session-seconds <number> 7200, how long a token is good
              --daily-requests <number>  5000000
              --max-records <number>     1000000
              --journal <number>         1000, how many calls are kept in full
              --bulk-chunk-ms <number>   0, how long a job waits before each 200 rows
            """;

    private EmbeddedOrgMain() {}

    public static void main(String[] args) {
        EmbeddedOrgSettings settings;
        try {
            settings = settings(List.of(args));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(USAGE);
            System.exit(2);
            return;
        }
        EmbeddedOrg org = EmbeddedOrg.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(org::close, "embedded-org-stop"));
        System.out.println(org.url());
    }

    /** @throws IllegalArgumentException if an option is unknown or its value is no number */
    static EmbeddedOrgSettings settings(List<String> args) {
        EmbeddedOrgSettings settings = EmbeddedOrgSettings.defaults();
        int next = 0;
        while (next < args.size()) {
            String option = args.get(next++);
            if (option.equals("--person-accounts")) {
                settings = settings.withPersonAccounts(true);
                continue;
            }
            if (next == args.size()) {
                throw new IllegalArgumentException("option " + option + ": expected a known option with its value");
            }
            settings = with(settings, option, args.get(next++));
        }
        return settings;
    }

    private static EmbeddedOrgSettings with(EmbeddedOrgSettings settings, String option, String value) {
        return switch (option) {
            case "--host" -> settings.withHost(value);
            case "--port" -> settings.withPort(number(option, value));
            case "--latency-ms" -> settings.withLatency(Duration.ofMillis(number(option, value)));
            case "--session-seconds" -> settings.withSessionLifetime(Duration.ofSeconds(number(option, value)));
            case "--daily-requests" -> settings.withDailyRequests(number(option, value));
            case "--max-records" -> settings.withMaxRecords(number(option, value));
            case "--journal" -> settings.withJournalSize(number(option, value));
            case "--bulk-chunk-ms" -> settings.withBulkChunkDelay(Duration.ofMillis(number(option, value)));
            default -> throw new IllegalArgumentException("option %s: expected a known one".formatted(option));
        };
    }

    private static int number(String option, String value) {
        if (!value.matches("\\d{1,9}")) {
            throw new IllegalArgumentException("option %s: expected a number, was %s".formatted(option, value));
        }
        return Integer.parseInt(value);
    }
}
