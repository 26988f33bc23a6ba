package sluice.embeddedorg.rest;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import sluice.embeddedorg.bulk.IngestJobs;
import sluice.embeddedorg.store.OrgError;
import sluice.embeddedorg.store.OrgException;
import sluice.embeddedorg.store.RecordWriter;
import sluice.embeddedorg.store.Records;
import sluice.embeddedorg.store.SeveralMatchesException;

/**
 * {@code /services/data}: all resources in all versions. Checks version, token and the daily allowance, finds the route and
 * answers errors as Salesforce does. A request is answered under the monitor of the records, so each is atomic.
 */
public final class DataApi {
    /** Versions 7 to 30 are retired. */
    static final int OLDEST = 31;
    /** Summer '26. */
    static final int NEWEST = 67;

    private static final Pattern VERSION = Pattern.compile("v(\\d{1,3})\\.0");
    private static final int BASE_SEGMENTS = 3;

    private final Records records;
    private final Predicate<String> isOpenSession;
    private final ApiUsage usage;
    private final List<Route> routes = new ArrayList<>();

    /** @param isOpenSession whether an access token is good */
    public DataApi(
            Records records,
            RecordWriter writer,
            IngestJobs jobs,
            Clock clock,
            Predicate<String> isOpenSession,
            ApiUsage usage) {
        this.records = records;
        this.isOpenSession = isOpenSession;
        this.usage = usage;
        RowCalls rows = new RowCalls(records, writer);
        routes.addAll(new DescribeCalls(records.schema()).routes());
        routes.addAll(rows.routes());
        routes.addAll(new UpsertCalls(records, writer, rows).routes());
        routes.addAll(new QueryCalls(records, clock).routes());
        routes.addAll(new CollectionCalls(records, writer).routes());
        routes.addAll(new CompositeCalls(records, this::answer).routes());
        routes.addAll(new BatchCalls(this::answer).routes());
        routes.addAll(new IngestCalls(jobs).routes());
        routes.addAll(new InfoCalls(usage).routes());
    }

    /** A route and what it read from the path. */
    private record Match(Route route, Map<String, String> variables) {}

    /** The kind under which a request is counted: {@code upsert}; {@code other} if no route takes it. */
    public String kind(OrgRequest request) {
        return match(request).map(match -> match.route().kind()).orElse("other");
    }

    /** Answers a request whose path begins with {@code /services/data}. */
    public Reply handle(OrgRequest request) {
        if (request.segments().size() < BASE_SEGMENTS) {
            return InfoCalls.versions();
        }
        return authorised(request).withHeader("Sforce-Limit-Info", usage.header());
    }

    private Reply authorised(OrgRequest request) {
        String[] authorization = request.header("authorization").orElse("").split(" ", 2);
        boolean scheme = authorization[0].equalsIgnoreCase("Bearer") || authorization[0].equalsIgnoreCase("OAuth");
        if (!scheme || authorization.length < 2 || !isOpenSession.test(authorization[1].strip())) {
            return Reply.errors(401, List.of(OrgError.ofRequest("INVALID_SESSION_ID", "Session expired or invalid")));
        }
        if (!usage.take()) {
            return spent();
        }
        return answer(request);
    }

    /** 403, as when the org's daily allowance is spent. */
    public static Reply spent() {
        return Reply.errors(
                403, List.of(OrgError.ofRequest("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.")));
    }

    private Reply answer(OrgRequest request) {
        int version = 0;
        try {
            version = version(request);
            Match match = match(request).orElseThrow(() -> noRoute(request));
            Call call = new Call(request, version, match.variables());
            synchronized (records) {
                return match.route().handler().apply(call);
            }
        } catch (OrgException e) {
            return Reply.errors(e.status(), e.errors());
        } catch (SeveralMatchesException e) {
            return UpsertCalls.several(new Call(request, version, Map.of()), e.rows());
        }
    }

    private static int version(OrgRequest request) {
        Matcher version = VERSION.matcher(
                request.segments().size() < BASE_SEGMENTS
                        ? ""
                        : request.segments().get(2));
        int number = version.matches() ? Integer.parseInt(version.group(1)) : Integer.MAX_VALUE;
        if (number > NEWEST) {
            throw OrgException.notFound();
        }
        if (number < OLDEST) {
            throw new OrgException(
                    410, OrgError.ofRequest("UNSUPPORTED_API_VERSION", "The requested API version is retired."));
        }
        return number;
    }

    private Optional<Match> match(OrgRequest request) {
        List<String> segments = resource(request);
        for (Route route : routes) {
            if (route.method().equals(request.method())) {
                Optional<Map<String, String>> variables = route.match(segments);
                if (variables.isPresent()) {
                    return Optional.of(new Match(route, variables.get()));
                }
            }
        }
        return Optional.empty();
    }

    private OrgException noRoute(OrgRequest request) {
        List<String> segments = resource(request);
        String allowed = routes.stream()
                .filter(route -> route.match(segments).isPresent())
                .map(Route::method)
                .distinct()
                .collect(Collectors.joining(","));
        return allowed.isEmpty()
                ? OrgException.notFound()
                : new OrgException(
                        405,
                        OrgError.ofRequest(
                                "METHOD_NOT_ALLOWED",
                                "HTTP Method '%s' not allowed. Allowed are %s".formatted(request.method(), allowed)));
    }

    private static List<String> resource(OrgRequest request) {
        int size = request.segments().size();
        return request.segments().subList(Math.min(BASE_SEGMENTS, size), size);
    }
}
