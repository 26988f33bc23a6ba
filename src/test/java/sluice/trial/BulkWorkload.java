package sluice.trial;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Seeded events for the batching mappings in {@code src/test/resources/sluice/trial/bulk}: plain inserts, of which some are
 * equal, inserts with an idempotency field, upserts by external id, updates and deletions by record id. One in fifty is
 * refused for good, by the mapping or by Salesforce, and is about a record of its own.
 */
final class BulkWorkload {
    /** The mappings of which each record has one event at most. */
    static final List<String> ONE_EVENT_A_RECORD = List.of("leads-added", "tickets-opened", "deals-dropped");

    private static final int EVENTS_PER_RECORD = 4;
    private static final int ONE_EQUAL_IN = 10;

    private final Random random;
    private final Workload workload;
    private final int connections;
    private final int records;
    private final List<String> accounts;
    private final Queue<String> refusedAccounts;
    private final Queue<String> deals;
    private String lastLead = "";

    private BulkWorkload(long seed, int events, int connections, OrgProcess org) {
        random = new Random(seed);
        workload = new Workload(seed, connections);
        this.connections = connections;
        this.records = Math.max(1, events / 5 / EVENTS_PER_RECORD / connections);
        accounts = create(org, "Account", records * connections, BulkWorkload::account);
        refusedAccounts = new ArrayDeque<>(create(org, "Account", events / 100 + 1, BulkWorkload::account));
        deals = new ArrayDeque<>(create(org, "Opportunity", events * 15 / 100, BulkWorkload::deal));
    }

    /**
     * Makes the records that are to be changed and deleted, and events.
     *
     * @param withSubscriptions upserts and deletions of the same records too, so that jobs must wait for each other
     */
    static Workload of(long seed, int events, int connections, boolean withSubscriptions, OrgProcess org) {
        BulkWorkload bulk = new BulkWorkload(seed, events, connections, org);
        while (bulk.workload.size() < events) {
            bulk.add(bulk.workload.size() % connections, withSubscriptions);
        }
        return bulk.workload;
    }

    private void add(int connection, boolean withSubscriptions) {
        String version = "v" + workload.size();
        if (random.nextInt(Workload.ONE_REFUSED_IN) == 0) {
            refuse(connection, version);
            return;
        }
        switch (random.nextInt(withSubscriptions ? 24 : 20)) {
            case 0, 1, 2, 3, 4 -> addLead(connection, version);
            case 5, 6, 7 -> openTicket(connection, version);
            case 8, 9, 10, 11, 12 -> changeContact(connection, version);
            case 13, 14, 15, 16 -> changeAccount(connection, version);
            case 17, 18, 19 -> dropDeal(connection, version);
            case 20, 21 -> startSubscription(connection, version);
            default -> endSubscription(connection);
        }
    }

    private void addLead(int connection, String version) {
        boolean isEqual = !lastLead.isEmpty() && random.nextInt(ONE_EQUAL_IN) == 0;
        String name = isEqual ? lastLead : version;
        lastLead = name;
        workload.track(connection, "Lead Added").put("name", name).put("title", "of " + name);
        workload.expectation().create("Lead", "LastName", name, Map.of("Title", "of " + name));
    }

    private void openTicket(int connection, String version) {
        workload.track(connection, "Ticket Opened").put("subject", version);
        workload.expectation().upsert("Case", "Subject", version, Map.of("Origin", "Web"));
    }

    private void changeContact(int connection, String version) {
        String key = key(connection);
        workload.track(connection, "Contact Changed").put("key", key).put("title", version);
        workload.expectation().upsert("Contact", "External_Id__c", key, Map.of("Title", version));
    }

    private void changeAccount(int connection, String version) {
        String id = accounts.get(random.nextInt(records) * connections + connection);
        workload.track(connection, "Account Changed").put("id", id).put("site", version);
        workload.expectation().update("Account", "Id", id, Map.of("Site", version));
    }

    private void dropDeal(int connection, String version) {
        if (deals.isEmpty()) {
            addLead(connection, version);
        } else {
            String id = deals.remove();
            workload.track(connection, "Deal Dropped").put("id", id);
            workload.expectation().delete("Opportunity", "Id", id);
        }
    }

    private void startSubscription(int connection, String version) {
        String key = key(connection);
        workload.track(connection, "Subscription Started").put("key", key).put("plan", version);
        workload.expectation().upsert("Subscription__c", "External_Id__c", key, Map.of("Plan__c", version));
    }

    private void endSubscription(int connection) {
        String key = key(connection);
        workload.track(connection, "Subscription Ended").put("key", key);
        workload.expectation().delete("Subscription__c", "External_Id__c", key);
    }

    /** The first two by the mapping, the others by Salesforce. */
    private void refuse(int connection, String version) {
        workload.refuseNext();
        switch (random.nextInt(6)) {
            case 0 -> workload.track(connection, "Contact Changed").put("title", "without a key");
            case 1 -> workload.track(connection, "Deal Dropped");
            case 2 ->
                workload.track(connection, "Contact Changed")
                        .put("key", version)
                        .put("title", Workload.TOO_LONG);
            case 3 ->
                workload.track(connection, "Lead Added").put("name", version).put("title", Workload.TOO_LONG);
            case 4 -> workload.track(connection, "Ticket Opened").put("subject", version + Workload.TOO_LONG);
            default -> refuseAccount(connection, version);
        }
    }

    private void refuseAccount(int connection, String version) {
        String id = refusedAccounts.isEmpty() ? "" : refusedAccounts.remove();
        workload.track(connection, "Account Changed").put("id", id).put("site", version + Workload.TOO_LONG);
    }

    private String key(int connection) {
        return "c%d-%d".formatted(connection, random.nextInt(records));
    }

    private List<String> create(OrgProcess org, String sObject, int count, IntFunction<ObjectNode> record) {
        List<String> ids =
                org.create(sObject, IntStream.range(0, count).mapToObj(record).toList());
        ids.forEach(id -> workload.expectation().upsert(sObject, "Id", id, Map.of()));
        return ids;
    }

    private static ObjectNode account(int number) {
        return JsonNodeFactory.instance.objectNode().put("Name", "Account " + number);
    }

    private static ObjectNode deal(int number) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("Name", "Deal " + number)
                .put("StageName", "Prospecting")
                .put("CloseDate", "2030-01-01");
    }
}
