package sluice.flow.routes;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;
import org.jboss.logging.Logger;

/** Polls a {@link RouteDirectory} as long as its Camel context runs. */
final class RouteWatch extends ServiceSupport {
    /** Two looks, and the exchange itself, are within the two seconds that are promised. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private static final Logger LOG = Logger.getLogger(RouteWatch.class);

    private final CamelContext context;
    private final RouteDirectory directory;
    private ScheduledExecutorService executor;

    RouteWatch(CamelContext context, RouteDirectory directory) {
        this.context = context;
        this.directory = directory;
    }

    @Override
    protected void doStart() {
        executor = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "route-watch");
        executor.scheduleWithFixedDelay(this::poll, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void poll() {
        try {
            directory.poll();
        } catch (RuntimeException e) {
            // The edge of the thread: an exception would end the watch.
            LOG.error("Route files could not be looked at", e);
        }
    }

    @Override
    protected void doStop() {
        context.getExecutorServiceManager().shutdownNow(executor);
    }
}
