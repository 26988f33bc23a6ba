package sluice.trial;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Seeded events of many kinds for the mappings in {@code src/test/resources/sluice/trial/mappings}, and what the org must
 * hold in the end. The events of a record are all in one connection's list, so that whoever sends each list in order
 * sends each record's events in order.
 */
public final class Workload {
    private static final int EVENTS_PER_RECORD = 8;
    static final int ONE_REFUSED_IN = 50;
    static final String TOO_LONG = "x".repeat(300);

    private final Random random;
    private final List<List<ObjectNode>> byConnection = new ArrayList<>();
    private final Expectation expectation = new Expectation();
    private final Set<String> refused = new TreeSet<>();
    private int made;

    Workload(long seed, int connections) {
        random = new Random(seed);
        for (int connection = 0; connection < connections; connection++) {
            byConnection.add(new ArrayList<>());
        }
    }

    /** Creates with an idempotency field, adds, upserts, updates and deletes; one in fifty is refused for good. */
    public static Workload mixed(long seed, int events, int connections) {
        Workload workload = new Workload(seed, connections);
        while (workload.made < events) {
            workload.addMixed(workload.made % connections, events / connections / EVENTS_PER_RECORD);
        }
        return workload;
    }

    /**
     * Updates of the same records, round by round: the n-th round sets each record's title to n. In each round another
     * connection has a record's event, so a round must be taken before the next is sent.
     */
    public static List<Workload> rounds(int records, int rounds, int connections) {
        return IntStream.rangeClosed(1, rounds)
                .mapToObj(round -> round(records, round, connections))
                .toList();
    }

    private static Workload round(int records, int round, int connections) {
        Workload workload = new Workload(round, connections);
        workload.made = records * round;
        for (int record = 0; record < records; record++) {
            int connection = (record + round) % connections;
            if (record % 2 == 0) {
                workload.identify(connection, record + "@trial.example", Integer.toString(round));
            } else {
                workload.changeContact(connection, "r" + record, Integer.toString(round));
            }
        }
        return workload;
    }

    /** The events of each connection, in order. */
    public List<List<ObjectNode>> byConnection() {
        return byConnection;
    }

    public Expectation expectation() {
        return expectation;
    }

    /** The messageIds of the events that Salesforce, or the mapping, refuses for good. */
    public Set<String> refused() {
        return refused;
    }

    private void addMixed(int connection, int records) {
        String key = "c%d-%d".formatted(connection, random.nextInt(Math.max(1, records)));
        String version = "v" + made;
        if (random.nextInt(ONE_REFUSED_IN) == 0) {
            refuse(connection, key);
            return;
        }
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> openTicket(connection, "ticket " + made);
            case 3, 4 -> identify(connection, key + "@trial.example", version);
            case 5 -> changeContact(connection, key, version);
            case 6 -> moveDeal(connection, "deal " + key, version);
            case 7 -> startSubscription(connection, key, version);
            case 8 -> changeSubscription(connection, key, version);
            default -> endSubscription(connection, key);
        }
    }

    /** A create that only its idempotency field keeps from being done twice. */
    private void openTicket(int connection, String subject) {
        track(connection, "Ticket Opened").put("subject", subject);
        expectation.upsert("Case", "Subject", subject, Map.of("Origin", "Web"));
    }

    /** An upsert by a field that is not unique: looked up, then created or updated. */
    private void identify(int connection, String email, String version) {
        ObjectNode event = event(connection, "identify");
        event.putObject("traits").put("email", email).put("title", version);
        expectation.upsert("Lead", "Email", email, Map.of("Title", version));
    }

    /** An upsert by a unique external id: one call. */
    private void changeContact(int connection, String key, String version) {
        track(connection, "Contact Changed").put("key", key).put("title", version);
        expectation.upsert("Contact", "External_Id__c", key, Map.of("Title", version));
    }

    /** Added by its name at first, and updated by its name later. */
    private void moveDeal(int connection, String name, String version) {
        if (random.nextBoolean()) {
            track(connection, "Deal Opened").put("name", name).put("step", version);
            expectation.add("Opportunity", "Name", name, Map.of("NextStep", version));
        } else {
            track(connection, "Deal Moved").put("name", name).put("step", version);
            expectation.update("Opportunity", "Name", name, Map.of("NextStep", version));
        }
    }

    private void startSubscription(int connection, String key, String version) {
        track(connection, "Subscription Started").put("key", key).put("plan", version);
        expectation.upsert("Subscription__c", "External_Id__c", key, Map.of("Plan__c", version));
    }

    /** An update of another field, which leaves the others alone. */
    private void changeSubscription(int connection, String key, String version) {
        track(connection, "Subscription Changed").put("key", key).put("notes", version);
        expectation.update("Subscription__c", "External_Id__c", key, Map.of("Notes__c", version));
    }

    private void endSubscription(int connection, String key) {
        track(connection, "Subscription Ended").put("key", key);
        expectation.delete("Subscription__c", "External_Id__c", key);
    }

    private void refuse(int connection, String key) {
        refuseNext();
        switch (random.nextInt(3)) {
            case 0 -> track(connection, "Ticket Opened").put("subject", TOO_LONG);
            case 1 -> track(connection, "Contact Changed").put("key", key).put("title", TOO_LONG);
            default -> event(connection, "identify").putObject("traits").put("title", "without an email");
        }
    }

    /** The next event, of the type {@code track}: its properties. */
    ObjectNode track(int connection, String name) {
        return event(connection, "track").put("event", name).putObject("properties");
    }

    /** How many events there are so far. */
    int size() {
        return made;
    }

    /** The next event is refused for good. */
    void refuseNext() {
        refused.add("m" + made);
    }

    private ObjectNode event(int connection, String type) {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("type", type)
                .put("messageId", "m" + made++)
                .put("userId", "trial");
        byConnection.get(connection).add(event);
        return event;
    }
}
