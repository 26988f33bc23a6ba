package sluice.flow.routes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.model.BeanFactoryDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.spi.RouteStartupOrder;
import org.jboss.logging.Logger;
import sluice.event.Fault;

/** The files whose routes run, and the way from one state of them to another. For one thread at a time. */
final class LiveRoutes {
    private static final Logger LOG = Logger.getLogger(LiveRoutes.class);

    /** For messages under way: longer than the longest call to Salesforce that one of them may wait for. */
    private static final Duration FINISHING = Duration.ofSeconds(70);
    /** For a route after that. */
    private static final Duration STOPPING = Duration.ofSeconds(1);

    private final CamelContext context;
    private final Model model;
    private SortedMap<String, String> texts = new TreeMap<>();
    private final Map<String, FileContent> contents = new HashMap<>();

    LiveRoutes(CamelContext context) {
        this.context = context;
        this.model = context.getCamelContextExtension().getContextPlugin(Model.class);
    }

    SortedMap<String, String> texts() {
        return texts;
    }

    /** Files that differ from those that run, the missing ones included. */
    Set<String> changed(SortedMap<String, String> target) {
        Set<String> names = new TreeSet<>(texts.keySet());
        names.addAll(target.keySet());
        names.removeIf(name -> Objects.equals(texts.get(name), target.get(name)));
        return names;
    }

    /**
     * Makes {@code target} run if it can be built: exchanges the routes of the files that differ, or of all when
     * something differs that others are built on. Messages under way are finished first, for seventy seconds at most:
     * a {@code seda:} route that is never idle for a second of them is cut off, and may fail a message. When the new routes do not
     * start after all, the old ones are put back.
     *
     * @return why it could not; empty when it runs
     */
    List<Fault> become(SortedMap<String, String> target) {
        try (RouteDraft draft = RouteDraft.of(context, idsOutsideFiles(), target)) {
            if (!draft.faults().isEmpty()) {
                return draft.faults();
            }
            Set<String> names = changed(target);
            if (names.stream().anyMatch(name -> draft.isShared(name) || isShared(name))) {
                names.addAll(texts.keySet());
                names.addAll(target.keySet());
            }
            try (QueueHold hold = QueueHold.of(context)) {
                LOG.debugf("%d queues in memory are held", hold.twins().size());
                return exchange(names, target);
            }
        }
    }

    private List<Fault> exchange(Set<String> names, SortedMap<String, String> target) {
        remove(names);
        List<Fault> faults = add(names, target);
        if (faults.isEmpty()) {
            texts = new TreeMap<>(target);
            return List.of();
        }
        remove(names);
        List<Fault> lost = add(names, texts);
        if (!lost.isEmpty()) {
            LOG.errorf("Routes that ran before cannot be put back: %s", lost);
        }
        return faults;
    }

    private List<Fault> add(Set<String> names, SortedMap<String, String> from) {
        RouteLoader loader = RouteLoader.load(
                context,
                from.entrySet().stream()
                        .filter(file -> names.contains(file.getKey()))
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, TreeMap::new)));
        contents.putAll(loader.contents());
        return loader.faults();
    }

    private void remove(Set<String> names) {
        List<FileContent> removed =
                names.stream().map(contents::remove).filter(Objects::nonNull).toList();
        List<RouteDefinition> routes =
                removed.stream().flatMap(content -> content.routes().stream()).toList();
        finish(routes.stream().map(RouteDefinition::getId).collect(Collectors.toSet()));
        List<Exception> problems = new ArrayList<>();
        forEach(routes, this::removeRoute, problems);
        for (FileContent content : removed) {
            forEach(content.configurations(), this::removeConfiguration, problems);
            forEach(content.templates(), this::removeTemplate, problems);
            forEach(content.beans(), this::removeBean, problems);
            model.getRestDefinitions().removeIf(isOneOf(content.rests()));
        }
        problems.forEach(problem -> LOG.warn("Part of a route file did not stop in order", problem));
    }

    /** Together, so that a route waits for those that it calls, and they for nobody. */
    private void finish(Set<String> routeIds) {
        List<RouteStartupOrder> running = context.getCamelContextExtension().getRouteStartupOrder().stream()
                .filter(order -> routeIds.contains(order.getRoute().getRouteId()))
                .toList();
        if (running.isEmpty()) {
            return;
        }
        try {
            context.getShutdownStrategy()
                    .shutdown(context, new ArrayList<>(running), FINISHING.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            LOG.warn("Routes did not come to rest before they are exchanged", e);
        }
    }

    private interface Removal<T> {
        void of(T part) throws Exception;
    }

    private static <T> void forEach(Collection<T> parts, Removal<? super T> removal, List<Exception> problems) {
        for (T part : parts) {
            try {
                removal.of(part);
            } catch (Exception e) {
                // A component that fails to stop must not keep the others.
                problems.add(e);
            }
        }
    }

    private void removeRoute(RouteDefinition route) throws Exception {
        context.getRouteController().stopRoute(route.getId(), STOPPING.toSeconds(), TimeUnit.SECONDS);
        // Else the definition's removal would wait once more, with Camel's own patience.
        context.removeRoute(route.getId());
        model.removeRouteDefinition(route);
    }

    private void removeConfiguration(RouteConfigurationDefinition configuration) {
        model.getRouteConfigurationDefinitions().removeIf(isOneOf(List.of(configuration)));
    }

    private void removeTemplate(RouteTemplateDefinition template) throws Exception {
        model.removeRouteTemplateDefinition(template);
    }

    private void removeBean(BeanFactoryDefinition<?> bean) {
        model.getCustomBeans().removeIf(isOneOf(List.of(bean)));
        context.getRegistry().unbind(bean.getName());
    }

    private static <T> Predicate<T> isOneOf(List<? extends T> parts) {
        return candidate -> parts.stream().anyMatch(part -> part == candidate);
    }

    private boolean isShared(String file) {
        return contents.getOrDefault(file, FileContent.none()).isShared();
    }

    private Set<String> idsOutsideFiles() {
        Set<String> ids = new HashSet<>();
        model.getRouteDefinitions().forEach(route -> ids.add(route.getId()));
        contents.values().forEach(content -> content.routes().forEach(route -> ids.remove(route.getId())));
        return ids;
    }
}
