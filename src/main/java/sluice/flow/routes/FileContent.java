package sluice.flow.routes;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.model.BeanFactoryDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.rest.RestDefinition;

/** What a file has brought into a Camel context. */
record FileContent(
        List<RouteDefinition> routes,
        List<RouteConfigurationDefinition> configurations,
        List<RouteTemplateDefinition> templates,
        List<RestDefinition> rests,
        List<BeanFactoryDefinition<?>> beans) {

    FileContent {
        routes = List.copyOf(routes);
        configurations = List.copyOf(configurations);
        templates = List.copyOf(templates);
        rests = List.copyOf(rests);
        beans = List.copyOf(beans);
    }

    static FileContent none() {
        return new FileContent(List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /** All that a context has now. */
    static FileContent of(Model model) {
        return new FileContent(
                model.getRouteDefinitions(),
                model.getRouteConfigurationDefinitions(),
                model.getRouteTemplateDefinitions(),
                model.getRestDefinitions(),
                model.getCustomBeans());
    }

    /** What is here and was not there; compared by identity, since Camel's definitions have no other. */
    FileContent without(FileContent earlier) {
        return new FileContent(
                without(routes, earlier.routes),
                without(configurations, earlier.configurations),
                without(templates, earlier.templates),
                without(rests, earlier.rests),
                without(beans, earlier.beans));
    }

    FileContent with(FileContent more) {
        return new FileContent(
                with(routes, more.routes),
                with(configurations, more.configurations),
                with(templates, more.templates),
                with(rests, more.rests),
                with(beans, more.beans));
    }

    private static <T> List<T> without(Collection<? extends T> all, Collection<? extends T> some) {
        Set<T> known = Collections.newSetFromMap(new IdentityHashMap<>());
        known.addAll(some);
        return all.stream()
                .filter(each -> !known.contains(each))
                .<T>map(each -> each)
                .toList();
    }

    private static <T> List<T> with(List<? extends T> some, List<? extends T> more) {
        return Stream.<T>concat(some.stream(), more.stream()).toList();
    }

    /** Whether routes of other files may be built on it, so that they must be built again when it changes. */
    boolean isShared() {
        return !configurations.isEmpty() || !templates.isEmpty() || !beans.isEmpty();
    }
}
