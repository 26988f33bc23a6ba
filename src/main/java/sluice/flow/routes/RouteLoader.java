package sluice.flow.routes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.model.Model;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import sluice.event.Fault;

/** Reads route files into one Camel context, in Camel's order: beans, configurations, routes, then templated routes. */
final class RouteLoader {
    private static final Pattern NOTHING = Pattern.compile("(\\s|#[^\\n]*|---[^\\n]*)*");
    private static final Pattern LIST = Pattern.compile(NOTHING + "-\\s.*", Pattern.DOTALL);

    private final CamelContext context;
    private final Map<String, FileContent> contents = new LinkedHashMap<>();
    private final List<Fault> faults = new ArrayList<>();

    private interface Step {
        void run() throws Exception;
    }

    private RouteLoader(CamelContext context) {
        this.context = context;
    }

    /** Goes on after a fault, so that all of them are found; {@link #contents()} is then what came in nevertheless. */
    static RouteLoader load(CamelContext context, SortedMap<String, String> files) {
        RouteLoader loader = new RouteLoader(context);
        Map<String, List<RoutesBuilder>> builders = new LinkedHashMap<>();
        files.forEach((file, text) -> loader.step(file, () -> builders.put(file, loader.parse(file, text))));
        builders.forEach((file, all) -> loader.step(file, () -> loader.addConfigurations(all)));
        builders.forEach((file, all) -> loader.step(file, () -> loader.addRoutes(all)));
        builders.forEach((file, all) -> loader.step(file, () -> loader.addTemplatedRoutes(all)));
        return loader;
    }

    /** The contents of each file. */
    Map<String, FileContent> contents() {
        return contents;
    }

    List<Fault> faults() {
        return faults;
    }

    private void step(String file, Step step) {
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        FileContent before = FileContent.of(model);
        try {
            step.run();
        } catch (Exception e) {
            // Whatever a component or a bean throws while a route is built, it is a fault of the file.
            faults.add(RouteFaults.of(file, e));
        }
        contents.merge(file, FileContent.of(model).without(before), FileContent::with);
    }

    private List<RoutesBuilder> parse(String file, String text) throws Exception {
        if (NOTHING.matcher(text).matches()) {
            throw new IllegalArgumentException("nothing; delete the file to remove its routes");
        }
        if (!LIST.matcher(text).matches()) {
            throw new IllegalArgumentException("something else than a YAML list");
        }
        return List.copyOf(PluginHelper.getRoutesLoader(context)
                .findRoutesBuilders(List.of(ResourceHelper.fromString(file, text))));
    }

    private void addConfigurations(List<RoutesBuilder> builders) throws Exception {
        for (RoutesBuilder builder : builders) {
            if (builder instanceof RouteConfigurationsBuilder configurations) {
                context.addRoutesConfigurations(configurations);
            }
        }
    }

    private void addRoutes(List<RoutesBuilder> builders) throws Exception {
        for (RoutesBuilder builder : builders) {
            context.addRoutes(builder);
        }
    }

    private void addTemplatedRoutes(List<RoutesBuilder> builders) throws Exception {
        for (RoutesBuilder builder : builders) {
            context.addTemplatedRoutes(builder);
        }
    }
}
