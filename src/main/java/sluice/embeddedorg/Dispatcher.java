package sluice.embeddedorg;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.embeddedorg.faults.CallJournal.Entry;
import sluice.embeddedorg.oauth.SoapLogin;
import sluice.embeddedorg.oauth.TokenAnswer;
import sluice.embeddedorg.rest.OrgRequest;
import sluice.embeddedorg.rest.Reply;
import sluice.embeddedorg.store.OrgException;

/** Sends a request to the part that answers it, and writes it into the journal. */
final class Dispatcher {
    private static final int SOAP_SEGMENTS = 4;

    private final Org org;
    private final ControlCalls control;

    Dispatcher(Org org, ControlCalls control) {
        this.org = org;
        this.control = control;
    }

    /** Whether a request is for the org itself: not harmed by faults, not in the journal. */
    static boolean isControl(OrgRequest request) {
        return !request.segments().isEmpty() && request.segments().get(0).equals(ControlCalls.ROOT);
    }

    Reply dispatch(OrgRequest request, URI url) {
        List<String> segments = request.segments();
        if (isControl(request)) {
            return control.handle(request);
        }
        String area = segments.size() >= 2 ? segments.get(0) + "/" + segments.get(1) : "";
        if (area.equals("services/data")) {
            return org.data().handle(request);
        }
        if (area.equals("services/oauth2")) {
            return oauth(request, url);
        }
        if (area.equals("services/Soap") && segments.size() >= SOAP_SEGMENTS) {
            return soapLogin(request, url);
        }
        return segments.size() == 3 && segments.get(0).equals("id")
                ? identity(request, url)
                : Reply.errors(404, OrgException.notFound().errors());
    }

    /** {@code /services/Soap/u/62.0}, with or without the organization's id behind. */
    private Reply soapLogin(OrgRequest request, URI url) {
        Optional<String> answer =
                org.soapLogin().logIn(request.body(), request.segments().get(3), url);
        String envelope = answer.orElseGet(SoapLogin::refusal);
        return Reply.text(
                answer.isPresent() ? 200 : 500, "text/xml;charset=utf-8", envelope.getBytes(StandardCharsets.UTF_8));
    }

    void note(OrgRequest request, int status) {
        boolean isData = request.path().startsWith("/services/data/");
        boolean readable =
                isData && !request.path().endsWith("/batches") && org.journal().keepsBodies();
        StringBuilder query = new StringBuilder();
        request.params().forEach((name, value) -> query.append(query.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(value));
        org.journal()
                .add(new Entry(
                        isData ? org.data().kind(request) : kindOutsideData(request),
                        request.method(),
                        request.path(),
                        isData ? query.toString() : "",
                        salesforceHeaders(request),
                        readable ? request.bodyText() : "",
                        status));
    }

    private static Map<String, String> salesforceHeaders(OrgRequest request) {
        Map<String, String> headers = new HashMap<>(request.headers());
        headers.keySet().removeIf(name -> !name.startsWith("sforce-"));
        return headers;
    }

    private static String kindOutsideData(OrgRequest request) {
        String path = request.path();
        if (path.endsWith("/oauth2/token") || path.startsWith("/services/Soap/")) {
            return "token";
        }
        return path.endsWith("/oauth2/revoke") ? "revoke" : "other";
    }

    private Reply oauth(OrgRequest request, URI url) {
        Map<String, String> form = new HashMap<>(request.params());
        form.putAll(OrgRequest.form(request.bodyText()));
        request.header("authorization")
                .filter(value -> value.startsWith("Basic "))
                .ifPresent(value -> addClient(form, value));
        String last = request.segments().get(request.segments().size() - 1);
        if (!request.method().equals("POST") && !last.equals("revoke")) {
            return Reply.json(
                    400,
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("error", "invalid_request")
                            .put("error_description", "must use HTTP POST"));
        }
        return switch (last) {
            case "token" -> answer(org.tokens().token(form, url));
            case "revoke" -> answer(org.tokens().revoke(form));
            case "userinfo" -> identity(request, url);
            default -> Reply.errors(404, OrgException.notFound().errors());
        };
    }

    /** The client's id and secret may come by Basic authentication instead of in the form. */
    private static void addClient(Map<String, String> form, String authorization) {
        String decoded = new String(
                Base64.getDecoder().decode(authorization.substring("Basic ".length())), StandardCharsets.UTF_8);
        int colon = decoded.indexOf(':');
        if (colon >= 0) {
            form.put("client_id", decoded.substring(0, colon));
            form.put("client_secret", decoded.substring(colon + 1));
        }
    }

    private static Reply answer(TokenAnswer answer) {
        Reply reply =
                answer.body().isEmpty() ? Reply.empty(answer.status()) : Reply.json(answer.status(), answer.body());
        return reply.withHeader("Cache-Control", "no-store");
    }

    private Reply identity(OrgRequest request, URI url) {
        boolean known = request.header("authorization")
                .map(value -> value.substring(value.indexOf(' ') + 1))
                .filter(org.sessions()::isOpen)
                .isPresent();
        return known
                ? Reply.ok(JsonNodeFactory.instance
                        .objectNode()
                        .put("id", url + "/id/" + Org.ORGANIZATION_ID + "/" + Org.USER_ID)
                        .put("user_id", Org.USER_ID)
                        .put("organization_id", Org.ORGANIZATION_ID)
                        .put("username", "admin@embedded-org.example")
                        .put("display_name", "Embedded Org"))
                : Reply.text(403, "text/plain", "Bad_OAuth_Token".getBytes(StandardCharsets.UTF_8));
    }
}
