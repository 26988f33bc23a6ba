package sluice.embeddedorg.rest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.embeddedorg.store.OrgException;

/**
 * A request, with what its URL says already decoded.
 *
 * @param path as it came, without the query: {@code /services/data/v62.0/sobjects/Lead}
 * @param segments of the path, each decoded by itself
 * @param params of the query, decoded; the first of each name
 * @param headers by name in small letters
 */
public record OrgRequest(
        String method,
        String path,
        List<String> segments,
        Map<String, String> params,
        Map<String, String> headers,
        byte[] body) {
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * @param uri path and query as they came
     * @throws OrgException 400 if an escape in the URL is broken
     */
    public static OrgRequest of(String method, String uri, Map<String, String> headers, byte[] body) {
        int mark = uri.indexOf('?');
        String path = mark < 0 ? uri : uri.substring(0, mark);
        try {
            Map<String, String> params = form(mark < 0 ? "" : uri.substring(mark + 1));
            List<String> segments = Arrays.stream(path.split("/"))
                    .filter(segment -> !segment.isEmpty())
                    .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                    .toList();
            String real = method.equals("POST") ? params.getOrDefault("_HttpMethod", method) : method;
            return new OrgRequest(real, path, segments, params, headers, body);
        } catch (IllegalArgumentException e) {
            throw OrgException.badRequest("MALFORMED_QUERY", "The URL holds a broken escape.");
        }
    }

    /** The pairs of {@code application/x-www-form-urlencoded}. */
    public static Map<String, String> form(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                pairs.putIfAbsent(
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return pairs;
    }

    public Optional<String> param(String name) {
        return Optional.ofNullable(params.get(name));
    }

    /** @param name in small letters */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** @throws OrgException {@code JSON_PARSER_ERROR} if the body is no JSON */
    JsonNode json() {
        if (body.length == 0) {
            throw OrgException.badRequest(
                    "JSON_PARSER_ERROR", "The HTTP entity body is required, but this request has no entity body.");
        }
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw OrgException.badRequest("JSON_PARSER_ERROR", message(e));
        } catch (IOException e) {
            throw new UncheckedIOException("request body: expected to be read from memory", e);
        }
    }

    private static String message(JacksonException e) {
        JsonLocation at = e.getLocation();
        return at == null
                ? e.getOriginalMessage()
                : "%s at [line:%d, column:%d]".formatted(e.getOriginalMessage(), at.getLineNr(), at.getColumnNr());
    }
}
