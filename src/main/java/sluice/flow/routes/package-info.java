/**
 * The route files in {@code routes.dir}: loaded at start, all or none, and reloaded when they are edited, added or
 * deleted, each file as a whole or not at all.
 *
 * <p>Entry class: {@link sluice.flow.routes.RouteDirectory}. Camel's own reload is not used: it lets half a file go live
 * and keeps the routes of deleted files. Knows nothing of this project but the faults of {@code sluice.event}; CDI
 * only in {@code RouteFiles}.
 */
package sluice.flow.routes;
