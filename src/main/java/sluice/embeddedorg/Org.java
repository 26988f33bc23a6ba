package sluice.embeddedorg;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import sluice.embeddedorg.bulk.IngestJobs;
import sluice.embeddedorg.faults.CallJournal;
import sluice.embeddedorg.faults.Faults;
import sluice.embeddedorg.oauth.Sessions;
import sluice.embeddedorg.oauth.SoapLogin;
import sluice.embeddedorg.oauth.TokenEndpoint;
import sluice.embeddedorg.rest.ApiUsage;
import sluice.embeddedorg.rest.DataApi;
import sluice.embeddedorg.schema.Field;
import sluice.embeddedorg.schema.ObjectType;
import sluice.embeddedorg.schema.RecordId;
import sluice.embeddedorg.schema.Schema;
import sluice.embeddedorg.store.RecordWriter;
import sluice.embeddedorg.store.Records;
import sluice.embeddedorg.store.Row;
import sluice.embeddedorg.store.RowLookup;

/** The org behind the server: its parts, put together. Safe for threads. */
final class Org {
    static final String ORGANIZATION_ID = RecordId.of("00D", 1);
    /** The first user there is, who does everything. */
    static final String USER_ID = RecordId.of("005", 1);

    private final EmbeddedOrgSettings settings;
    private final Records records;
    private final RecordWriter writer;
    private final IngestJobs jobs;
    private final ApiUsage usage;
    private final Faults faults = new Faults();
    private final CallJournal journal;
    private final Sessions sessions;
    private final TokenEndpoint tokens;
    private final SoapLogin soapLogin;
    private final DataApi data;

    Org(EmbeddedOrgSettings settings, Clock clock, ScheduledExecutorService worker) {
        this.settings = settings;
        this.records = new Records(Schema.standard(settings.personAccounts()), settings.maxRecords());
        this.writer = new RecordWriter(records, faults, clock, USER_ID);
        this.jobs = new IngestJobs(records, writer, faults, clock, worker, settings.bulkChunkDelay(), USER_ID);
        this.usage = new ApiUsage(settings.dailyRequests());
        this.journal = new CallJournal(settings.journalSize());
        this.sessions = new Sessions(clock, settings.sessionLifetime(), ORGANIZATION_ID);
        this.tokens =
                new TokenEndpoint(sessions, settings.credentials(), clock, "/id/" + ORGANIZATION_ID + "/" + USER_ID);
        this.soapLogin = new SoapLogin(sessions, settings.credentials(), ORGANIZATION_ID, USER_ID);
        this.data = new DataApi(records, writer, jobs, clock, sessions::isOpen, usage);
        addUser();
    }

    Records records() {
        return records;
    }

    ApiUsage usage() {
        return usage;
    }

    Faults faults() {
        return faults;
    }

    CallJournal journal() {
        return journal;
    }

    Sessions sessions() {
        return sessions;
    }

    TokenEndpoint tokens() {
        return tokens;
    }

    SoapLogin soapLogin() {
        return soapLogin;
    }

    DataApi data() {
        return data;
    }

    /** Forgets records, jobs, faults, calls and usage; sessions stay open. */
    void reset() {
        synchronized (records) {
            jobs.clear();
            records.clear();
            addUser();
        }
        faults.clear();
        journal.clear();
        usage.set(0, settings.dailyRequests());
    }

    /** Converts a lead into an account and a contact, which REST itself cannot. */
    void convertLead(String leadId) {
        synchronized (records) {
            ObjectType leads = records.schema().object("Lead").orElseThrow();
            Row lead = new RowLookup(records).byId(leads, leadId);
            Row account = create("Account", Map.of("Name", lead.get("Company")));
            Map<String, Object> person = new HashMap<>(Map.of("LastName", lead.get("LastName")));
            person.put("FirstName", lead.get("FirstName"));
            person.put("Email", lead.get("Email"));
            person.put("AccountId", account.id());
            writer.convertLead(lead, account, create("Contact", person));
        }
    }

    /** @throws IllegalArgumentException if there is no such field */
    void watch(String object, String field) {
        synchronized (records) {
            ObjectType type = records.schema()
                    .object(object)
                    .orElseThrow(() ->
                            new IllegalArgumentException("history at /object: expected an object, was " + object));
            Field kept = type.field(field)
                    .orElseThrow(
                            () -> new IllegalArgumentException("history at /field: expected a field, was " + field));
            records.history().watch(type, kept);
        }
    }

    private void addUser() {
        create(
                "User",
                Map.of(
                        "Username", "admin@embedded-org.example",
                        "LastName", "Org",
                        "FirstName", "Embedded",
                        "Email", "admin@embedded-org.example",
                        "Alias", "embedded"));
    }

    private Row create(String object, Map<String, Object> values) {
        ObjectType type = records.schema().object(object).orElseThrow();
        Map<Field, Object> input = new HashMap<>();
        values.forEach((name, value) -> input.put(type.required(name), value));
        return records.find(type, writer.create(type, input)).orElseThrow();
    }
}
