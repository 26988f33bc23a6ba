package sluice.flow.receive;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Events are JSON whatever their content type says: browsers send {@code text/plain} to spare a preflight request, and
 * {@code curl -d} calls it a form, which would be taken apart.
 */
@Singleton
final class AnyContentType {
    private static final int BEFORE_THE_BODY = 1_000;

    void register(@Observes Filters filters) {
        filters.register(
                context -> {
                    if (context.normalizedPath().startsWith("/v1/")) {
                        context.request().headers().set(HttpHeaders.CONTENT_TYPE, "application/json");
                    }
                    context.next();
                },
                BEFORE_THE_BODY);
    }
}
