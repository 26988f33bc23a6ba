package sluice.flow.routes;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Loads the route files when Camel collects its routes, which is after the components are configured and before
 * anything is started: a fault in them stops the start. Watches them from then on.
 */
@Singleton
@Unremovable
final class RouteFiles implements RoutesBuilder {
    private final RouteDirectory directory;

    RouteFiles(RouteDirectory directory) {
        this.directory = directory;
    }

    @Produces
    @Singleton
    static RouteDirectory routeDirectory(
            CamelContext context, @ConfigProperty(name = "routes.dir", defaultValue = "routes") Path path) {
        return new RouteDirectory(context, path);
    }

    @Override
    public void addRoutesToCamelContext(CamelContext context) throws Exception {
        directory.load();
        context.addService(new RouteWatch(context, directory));
    }

    /** All their routes are added by {@link #addRoutesToCamelContext}. */
    @Override
    public void addTemplatedRoutesToCamelContext(CamelContext context) {}

    @Override
    public Set<String> updateRoutesToCamelContext(CamelContext context) throws Exception {
        addRoutesToCamelContext(context);
        return Set.of();
    }
}
