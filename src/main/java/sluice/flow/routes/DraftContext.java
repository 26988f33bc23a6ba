package sluice.flow.routes;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultComponentResolver;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.spi.DataFormatResolver;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.SimpleRegistry;
import org.apache.camel.support.service.ServiceHelper;

/**
 * A Camel context that is never started, over what a running one has: its properties, its beans, and its components,
 * which make the endpoints. Components and languages belong to one context each, so they are not handed over themselves.
 */
final class DraftContext implements AutoCloseable {
    /** Other parts of Camel expect these by their class; they hold nothing that could be shared. */
    private static final Set<String> OWN_COMPONENTS = Set.of("bean", "class", "language", "rest", "rest-api");

    private final CamelContext running;
    private final DefaultCamelContext camel;
    private final SimpleRegistry ownBeans = new SimpleRegistry();
    private final Map<String, Object> lentBeans = new HashMap<>();

    DraftContext(CamelContext running) {
        this.running = running;
        DefaultRegistry registry = new DefaultRegistry(ownBeans, new BorrowedBeans(running.getRegistry()));
        registry.setFallbackRegistry(ownBeans);
        camel = new DefaultCamelContext(registry);
        camel.disableJMX();
        camel.getPropertiesComponent().addPropertiesSource(new BorrowedProperties(running));
        var extension = camel.getCamelContextExtension();
        extension.setName(running.getName() + "-draft");
        extension.addContextPlugin(ComponentResolver.class, (name, context) -> component(name));
        extension.addContextPlugin(DataFormatResolver.class, (name, context) -> running.createDataFormat(name));
        camel.build();
    }

    DefaultCamelContext camel() {
        return camel;
    }

    /**
     * Lets the running context's components find the beans that the files bring and it has not ({@code #name} in the
     * options of an endpoint), until this is closed.
     */
    void lendBeans() {
        for (String name : ownBeans.keySet()) {
            if (running.getRegistry().lookupByName(name) == null) {
                Object bean = ownBeans.lookupByName(name);
                running.getRegistry().bind(name, bean);
                lentBeans.put(name, bean);
            }
        }
    }

    private Component component(String name) throws Exception {
        if (OWN_COMPONENTS.contains(name)) {
            return new DefaultComponentResolver().resolveComponent(name, camel);
        }
        return Optional.ofNullable(running.getComponent(name))
                .<Component>map(BorrowedComponent::new)
                .orElse(null);
    }

    /**
     * Takes its beans back, but for names that others have taken over, and ends its threads. Routes and endpoints are dropped unstopped: they were never started, and stopping would go
     * through to repositories and other beans that the running routes use.
     */
    @Override
    public void close() {
        lentBeans.forEach((name, bean) -> {
            if (running.getRegistry().lookupByName(name) == bean) {
                running.getRegistry().unbind(name);
            }
        });
        ServiceHelper.stopAndShutdownService(camel.getExecutorServiceManager());
    }

    private record BorrowedProperties(CamelContext running) implements PropertiesSource {
        @Override
        public String getName() {
            return "running";
        }

        @Override
        public String getProperty(String name) {
            return running.getPropertiesComponent().resolveProperty(name).orElse(null);
        }
    }
}
