package sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import sluice.event.JsText;
import sluice.event.JsValue;

/**
 * The calls that one write alone becomes: perhaps a lookup, then one call or none. Several go in a {@link Batch}.
 * Immutable.
 *
 * <pre>
 * create                → create
 * add                   → lookup, then create or skip      (without matchers: create)
 * update, delete        → lookup, then the call or skip    (with the matcher {@code Id}: the call at once)
 * upsert                → lookup, then update or create
 * upsert, update by the one matcher that is an external id → the call at once
 * update, upsert that depend on what the record holds → lookup, always
 * </pre>
 *
 * A create of a record that gets a unique external id is an upsert by it: done twice, it makes one record.
 */
public final class Plan {
    private static final String DUPLICATE_VALUE = "DUPLICATE_VALUE";

    private final RecordWrite write;
    private final UpdateOfFound update;
    private final Optional<Call> atOnce;

    private Plan(RecordWrite write, UpdateOfFound update, ExternalIds externalIds) {
        this.write = write;
        this.update = update;
        Optional<Call> refusal = refusal(write);
        this.atOnce = update.selected().isEmpty()
                ? refusal.or(() -> callWithoutLookup(write)).or(() -> externalIds.call(write))
                : refusal;
    }

    /** The plan of one who knows nothing of the object's external ids. */
    public static Plan of(RecordWrite write) {
        return of(write, ExternalIds.NONE);
    }

    /** @param externalIds those of the write's object */
    public static Plan of(RecordWrite write, ExternalIds externalIds) {
        return of(write, externalIds, Optional.empty());
    }

    /** @param ofContacts for updates of leads that may have been converted to contacts; empty while they are not known */
    public static Plan of(RecordWrite write, ExternalIds externalIds, Optional<UpdatableFields> ofContacts) {
        return new Plan(write, new UpdateOfFound(write, ofContacts), externalIds);
    }

    /** The plan of the same write that goes by no external id. */
    Plan withLookup() {
        return new Plan(write, update, ExternalIds.NONE);
    }

    /** The query that finds the record, where one is needed. */
    public Optional<String> query() {
        return atOnce.isPresent()
                ? Optional.empty()
                : Optional.of(Soql.lookup(write.sObject(), write.matchers(), selected()));
    }

    /** What the lookup selects beside the id. */
    List<String> selected() {
        return update.selected();
    }

    /**
     * The call of a plan that needs no lookup.
     *
     * @throws IllegalStateException when {@link #query()} is present
     */
    public Call call() {
        return atOnce.orElseThrow(() -> new IllegalStateException("this plan begins with a query"));
    }

    /** The call that follows what the lookup found. */
    public Call call(Found found) {
        if (found instanceof Found.One one) {
            return whenFound(one);
        }
        if (found instanceof Found.None) {
            return whenNone();
        }
        if (found instanceof Found.Several several) {
            return new Call.Refuse(
                    300,
                    "MULTIPLE_RECORDS_FOUND",
                    "record matchers of %s: expected one record, found %s".formatted(write.sObject(), several.count()),
                    matcherNames());
        }
        return new Call.Refuse(
                400,
                "UNREADABLE_REPLY",
                "answer to the lookup of %s: expected a query result, was %s"
                        .formatted(write.sObject(), ((Found.Unreadable) found).what()),
                List.of());
    }

    /**
     * Whether the same again, after an answer that never came, has the effect of one write: always for an update or
     * delete; for what may create a record, if the lookup would find the record that the earlier try may have made.
     */
    public boolean isRepeatable() {
        return write.createdAs().isPresent() || isRepeatableAfterPlainCreate();
    }

    /**
     * The same where the earlier try may have been another plan's, by which a new record got no external id: then only the
     * lookup can find it.
     */
    public boolean isRepeatableAfterPlainCreate() {
        return switch (write.operation()) {
            case UPDATE, DELETE -> true;
            case CREATE, ADD, UPSERT ->
                atOnce.map(call -> !(call instanceof Call.Create)
                                && write.createdAs().isEmpty())
                        .orElseGet(this::lookupFindsOwnCreate);
        };
    }

    /**
     * Whether a refused call is worth doing the whole plan again, once: since it was looked up, somebody else has made a
     * record with the same unique value, so that now there is one to be changed, or has converted the lead.
     */
    public boolean isOvertaken(Call call, Failure refusal) {
        if (refusal.errorCode().equals(UpdateOfFound.CONVERTED)) {
            return call instanceof Call.Update && update.followsConvertedLead();
        }
        boolean findsIt = !write.matchers().isEmpty() && write.operation() != Operation.CREATE;
        return refusal.errorCode().equals(DUPLICATE_VALUE)
                && (call instanceof Call.Upsert || call instanceof Call.Create && findsIt);
    }

    /** Whether the call is about the contact that a converted lead led to. */
    public boolean isForContactOfLead(Call call) {
        return update.followsConvertedLead()
                && call instanceof Call.Update changed
                && !changed.sObject().equals(write.sObject());
    }

    /** The fields that a call for a converted lead's contact leaves out, since contacts have none such. */
    public List<String> lackedByContacts() {
        return update.lackedByContacts();
    }

    private boolean lookupFindsOwnCreate() {
        Stream<Map.Entry<String, JsonNode>> matchers = write.matchers().fields().entrySet().stream();
        Predicate<Map.Entry<String, JsonNode>> written =
                matcher -> matcher.getValue().equals(write.fields().path(Soql.cleanName(matcher.getKey())));
        return write.matchers().operator() == RecordMatchers.Operator.AND
                ? matchers.allMatch(written)
                : matchers.anyMatch(written);
    }

    public RecordWrite write() {
        return write;
    }

    /** The requests as they would be sent, without sending any. The id that a lookup will find stands as {@code {Id}}. */
    public List<PlannedRequest> requests(String apiVersion) {
        List<PlannedRequest> requests = new ArrayList<>();
        String base = "/services/data/v" + apiVersion;
        if (atOnce.isPresent()) {
            planned(PlannedRequest.When.ALWAYS, base, atOnce.get()).ifPresent(requests::add);
            return List.copyOf(requests);
        }
        requests.add(PlannedRequest.query(base, query().orElseThrow()));
        planned(PlannedRequest.When.FOUND, base, whenFound(new Found.One("{Id}")))
                .ifPresent(requests::add);
        planned(PlannedRequest.When.NONE, base, whenNone()).ifPresent(requests::add);
        return List.copyOf(requests);
    }

    private Optional<PlannedRequest> planned(PlannedRequest.When when, String base, Call call) {
        return PlannedRequest.of(when, base, call, write.options());
    }

    private Call whenFound(Found.One one) {
        return switch (write.operation()) {
            case UPDATE, UPSERT -> update.call(one);
            case DELETE -> new Call.Delete(write.sObject(), one.recordId());
            case ADD, CREATE ->
                new Call.Skip(200, "RECORD_EXISTS", "a record with these matchers exists already", one.recordId());
        };
    }

    private Call whenNone() {
        return switch (write.operation()) {
            case UPSERT, ADD, CREATE -> create(write);
            case UPDATE, DELETE -> new Call.Skip(404, "NO_RECORD_FOUND", "no record with these matchers", "");
        };
    }

    private static Call create(RecordWrite write) {
        return write.createdAs()
                .<Call>map(id -> new Call.Upsert(
                        write.sObject(), id.field(), id.value(), without(write.fields(), id.field()), false))
                .orElseGet(() -> new Call.Create(write.sObject(), write.fields()));
    }

    /** The external id of an upsert has no place in its body. */
    private static ObjectNode without(ObjectNode fields, String field) {
        ObjectNode rest = fields.deepCopy();
        rest.remove(fields.properties().stream()
                .map(Map.Entry::getKey)
                .filter(field::equalsIgnoreCase)
                .toList());
        return rest;
    }

    private List<String> matcherNames() {
        return write.matchers().fields().keySet().stream().map(Soql::cleanName).toList();
    }

    private static Optional<Call> refusal(RecordWrite write) {
        if (!Soql.isName(write.sObject())) {
            return Optional.of(new Call.Refuse(
                    400,
                    "INVALID_TYPE",
                    "name of the object: expected up to 255 letters, digits and underscores, found something else",
                    List.of()));
        }
        boolean nameless =
                write.matchers().fields().keySet().stream().map(Soql::cleanName).anyMatch(String::isEmpty);
        return nameless
                ? Optional.of(new Call.Refuse(
                        400,
                        "INVALID_FIELD",
                        "name of a record matcher: expected letters, digits and underscores, found none",
                        List.of()))
                : Optional.empty();
    }

    private static Optional<Call> callWithoutLookup(RecordWrite write) {
        ObjectNode fields = write.fields();
        return switch (write.operation()) {
            case CREATE -> Optional.of(create(write));
            case ADD -> write.matchers().isEmpty() ? Optional.of(create(write)) : Optional.empty();
            case UPDATE -> recordId(write).map(id -> new Call.Update(write.sObject(), id, fields));
            case DELETE -> recordId(write).map(id -> new Call.Delete(write.sObject(), id));
            case UPSERT -> Optional.empty();
        };
    }

    /** The record's id where the matchers give it outright; one that JavaScript takes for false is an ordinary matcher. */
    public static Optional<String> recordId(RecordWrite write) {
        JsonNode id = write.matchers().fields().get("Id");
        return id == null || !JsValue.isTruthy(id) ? Optional.empty() : Optional.of(JsText.of(id));
    }
}
