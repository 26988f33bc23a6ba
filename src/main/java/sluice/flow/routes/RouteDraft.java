package sluice.flow.routes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteDefinitionHelper;
import sluice.event.Fault;

/**
 * All route files as they would be, built beside the running ones: whether each route finds its components, endpoint
 * options, placeholders and beans, and shares no id with another. Nothing of it is ever started.
 */
final class RouteDraft implements AutoCloseable {
    private final DraftContext context;
    private final Map<String, FileContent> contents;
    private final List<Fault> faults;

    private RouteDraft(DraftContext context, Map<String, FileContent> contents, List<Fault> faults) {
        this.context = context;
        this.contents = contents;
        this.faults = List.copyOf(faults);
    }

    /**
     * @param running whose components, beans and properties the routes may use
     * @param takenIds of routes that no file has brought
     */
    static RouteDraft of(CamelContext running, Set<String> takenIds, SortedMap<String, String> files) {
        DraftContext context = new DraftContext(running);
        RouteLoader loader = RouteLoader.load(context.camel(), files);
        List<Fault> faults = new ArrayList<>(loader.faults());
        faults.addAll(duplicates(takenIds, loader.contents()));
        context.lendBeans();
        List<RouteDefinition> all = loader.contents().values().stream()
                .flatMap(content -> content.routes().stream())
                .toList();
        loader.contents().forEach((file, content) -> content.routes()
                .forEach(route -> build(context, file, route, all, faults)));
        List<Route> outside = running.getRoutes().stream()
                .filter(route -> takenIds.contains(route.getRouteId()))
                .toList();
        if (faults.isEmpty()) {
            faults.addAll(DirectTargets.missing(context.camel(), outside, loader.contents()));
        }
        return new RouteDraft(context, loader.contents(), faults);
    }

    private static List<Fault> duplicates(Set<String> takenIds, Map<String, FileContent> contents) {
        List<Fault> faults = new ArrayList<>();
        Map<String, String> owners = new HashMap<>();
        takenIds.forEach(id -> owners.put(id, "a route outside the files"));
        contents.forEach((file, content) -> content.routes().stream()
                .map(RouteDefinition::getId)
                .filter(id -> id != null)
                .forEach(id -> {
                    String other = owners.putIfAbsent(id, file);
                    if (other != null) {
                        faults.add(RouteFaults.duplicate(file, "route " + id, other));
                    }
                }));
        return faults;
    }

    private static void build(
            DraftContext context, String file, RouteDefinition route, List<RouteDefinition> all, List<Fault> faults) {
        try {
            context.camel().startRouteDefinitions(List.of(route));
            String duplicate = RouteDefinitionHelper.validateUniqueIds(route, all, route.getNodePrefixId());
            if (duplicate != null && !duplicate.equals(route.getId())) {
                faults.add(RouteFaults.duplicate(file, "step " + duplicate, "another step"));
            }
        } catch (Exception e) {
            // Whatever a component or a bean throws while a route is built, it is a fault of the file.
            faults.add(RouteFaults.of(file, route.getId(), e));
        }
    }

    /** Those of all files. */
    List<Fault> faults() {
        return faults;
    }

    boolean isShared(String file) {
        return contents.getOrDefault(file, FileContent.none()).isShared();
    }

    @Override
    public void close() {
        context.close();
    }
}
