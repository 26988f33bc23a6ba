package sluice.flow.routes;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import sluice.event.Fault;

/** Finds steps that call a {@code direct:} route which is not there: Camel would only notice with the first message. */
final class DirectTargets {
    private static final String DIRECT = "direct:";

    private final Set<String> there;

    private DirectTargets(Set<String> there) {
        this.there = there;
    }

    /**
     * @param outside running routes that no file has brought
     */
    static List<Fault> missing(CamelContext draft, Collection<Route> outside, Map<String, FileContent> contents) {
        Stream<String> ofFiles = contents.values().stream()
                .flatMap(content -> content.routes().stream())
                .map(route -> route.getInput().getEndpointUri());
        Stream<String> ofOthers =
                outside.stream().map(route -> route.getEndpoint().getEndpointUri());
        DirectTargets targets = new DirectTargets(
                Stream.concat(ofFiles, ofOthers).map(uri -> name(draft, uri)).collect(Collectors.toSet()));
        return contents.entrySet().stream()
                .flatMap(file -> file.getValue().routes().stream()
                        .flatMap(route -> targets.missing(draft, file.getKey(), route)))
                .toList();
    }

    private Stream<Fault> missing(CamelContext draft, String file, RouteDefinition route) {
        return ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class).stream()
                .map(step -> name(draft, step.getEndpointUri()))
                .filter(target -> target.startsWith(DIRECT) && !there.contains(target))
                .distinct()
                .map(target ->
                        new Fault(file + " route " + route.getRouteId(), "a route that begins with " + target, "none"));
    }

    /** {@code direct:name} of {@code direct://name?option=…}. */
    private static String name(CamelContext draft, String uri) {
        return draft.resolvePropertyPlaceholders(uri)
                .replaceFirst("^direct:/*", DIRECT)
                .replaceFirst("\\?.*$", "");
    }
}
