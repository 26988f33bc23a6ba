package sluice.flow.routes;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.jboss.logging.Logger;
import sluice.event.DefinitionException;
import sluice.event.Fault;

/**
 * Keeps a Camel context's routes as the YAML files of a folder say, {@code routes.dir}.
 *
 * <p>{@link #load()} takes all files or refuses all of them. {@link #poll()}, called again and again, takes what was
 * edited, added or deleted since, each file as a whole or not at all; a refused file's last good routes go on running,
 * and {@link #problems()} says why. Camel itself must load no routes from the folder.
 *
 * <p>Thread-safe.
 */
public final class RouteDirectory {
    private static final Logger LOG = Logger.getLogger(RouteDirectory.class);

    private final CamelContext context;
    private final RouteFolder folder;
    private final LiveRoutes live;
    private final Set<Problem> told = new HashSet<>();
    private SortedMap<String, String> seen = new TreeMap<>();
    private SortedMap<String, String> considered = new TreeMap<>();
    private volatile List<Fault> problems = List.of();

    /** Told once for the same content. */
    private record Problem(SortedMap<String, String> refused, Fault fault) {}

    public RouteDirectory(CamelContext context, Path directory) {
        this.context = context;
        this.folder = new RouteFolder(directory);
        this.live = new LiveRoutes(context);
    }

    /**
     * Adds the routes of all files; they start with the context, or at once when it runs.
     *
     * @throws DefinitionException with all faults of all files, when there is one; none of them is added then
     * @throws UncheckedIOException when a file cannot be read
     */
    public synchronized void load() {
        considered = folder.read();
        seen = considered;
        List<Fault> faults = live.become(considered);
        if (!faults.isEmpty()) {
            throw new DefinitionException(faults);
        }
        LOG.infof("Routes: %d files of %s", considered.size(), folder.path());
    }

    /**
     * Looks at the files; those that differ are taken when the next look finds them unchanged, so that no half-written
     * file is. Does nothing while the context does not run.
     */
    public synchronized void poll() {
        if (!context.isStarted()) {
            return;
        }
        try {
            SortedMap<String, String> now = folder.read();
            boolean settled = now.equals(seen);
            seen = now;
            if (settled && !now.equals(considered)) {
                considered = now;
                consider(now);
            }
        } catch (UncheckedIOException e) {
            tell(List.of(new Problem(
                    new TreeMap<>(),
                    new Fault(folder.path().toString(), "readable files", String.valueOf(e.getMessage())))));
        }
    }

    /** Why files on the disk are not those that run; empty when they are. */
    public List<Fault> problems() {
        return problems;
    }

    private void consider(SortedMap<String, String> target) {
        Set<String> changed = live.changed(target);
        List<Fault> faults = live.become(target);
        if (faults.isEmpty()) {
            LOG.infof("Routes reloaded: %s", changed);
            tell(List.of());
        } else {
            tell(changed.size() == 1 ? asProblems(changed.iterator().next(), target, faults) : oneByOne(target));
        }
    }

    /** What goes without the others, as long as one does. */
    private List<Problem> oneByOne(SortedMap<String, String> target) {
        List<Problem> refused = new ArrayList<>();
        boolean progress = true;
        while (progress) {
            refused.clear();
            progress = false;
            for (String file : live.changed(target)) {
                List<Fault> faults = live.become(with(file, target));
                if (faults.isEmpty()) {
                    LOG.infof("Routes reloaded: %s", file);
                    progress = true;
                } else {
                    refused.addAll(asProblems(file, target, faults));
                }
            }
        }
        return refused;
    }

    private SortedMap<String, String> with(String file, SortedMap<String, String> target) {
        SortedMap<String, String> next = new TreeMap<>(live.texts());
        if (target.containsKey(file)) {
            next.put(file, target.get(file));
        } else {
            next.remove(file);
        }
        return next;
    }

    private static List<Problem> asProblems(String file, SortedMap<String, String> target, List<Fault> faults) {
        SortedMap<String, String> refused = new TreeMap<>();
        refused.put(file, target.getOrDefault(file, ""));
        return faults.stream().map(fault -> new Problem(refused, fault)).toList();
    }

    private void tell(List<Problem> found) {
        found.stream()
                .filter(problem -> !told.contains(problem))
                .forEach(problem -> LOG.errorf(
                        "Routes of %s are not reloaded, the earlier ones go on: %s",
                        problem.refused().keySet(), problem.fault()));
        told.clear();
        told.addAll(found);
        problems = found.stream().map(Problem::fault).distinct().toList();
    }
}
