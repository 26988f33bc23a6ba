package sluice.salesforce;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import sluice.event.DefinitionException;
import sluice.event.Fault;

/**
 * Where credentials and records may be sent: https hosts below Salesforce's own domains.
 *
 * <p>Source: Salesforce Help, "Allow the Required Domains".
 */
public final class SalesforceUrl {
    private static final List<String> DOMAINS =
            List.of("salesforce.com", "force.com", "salesforce.mil", "sfcrmapps.cn", "sfcrmproducts.cn");

    private SalesforceUrl() {}

    /**
     * The URL, when it may be used.
     *
     * @param setting what the URL is, for the error
     * @param allowInsecure lets http and other hosts through, for tests
     * @throws DefinitionException when it may not
     */
    public static URI check(String setting, String url, boolean allowInsecure) {
        URI uri = parse(setting, url);
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        boolean known = DOMAINS.stream().anyMatch(domain -> host.endsWith("." + domain));
        if (!allowInsecure && !("https".equals(uri.getScheme()) && known && uri.getUserInfo() == null)) {
            throw refused(setting, "%s://%s".formatted(uri.getScheme(), host));
        }
        if (host.isEmpty()) {
            throw refused(setting, "a URL without a host");
        }
        return uri;
    }

    private static URI parse(String setting, String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException notAUrl) {
            throw refused(setting, "text that is no URL");
        }
    }

    private static DefinitionException refused(String setting, String found) {
        return new DefinitionException(new Fault(
                setting,
                "an https URL below one of " + String.join(", ", DOMAINS)
                        + " (salesforce.allow-insecure-urls=true opens others, for tests)",
                found));
    }
}
