/**
 * The ledger: the one durable thing inside. The work queue, the memory of what was taken, the delivery log and the
 * dead letters are one table seen from four sides, so no second store can disagree with it.
 *
 * <p>Entry class: {@link sluice.ledger.Ledger}. One life of a delivery:
 *
 * <pre>{@code
 * try (Ledger ledger = Ledger.open(settings, Clock.systemUTC())) {
 *     Accepted accepted = ledger.append(deliveriesOfOneRequest).join();   // on disk when it returns
 *     while (running) {
 *         Optional<Claim> claim = ledger.claim(200);                      // now state sending, ours until the lease lapses
 *         if (claim.isEmpty()) {
 *             ledger.awaitWork(Duration.ofSeconds(1));
 *             continue;
 *         }
 *         List<Settlement> settlements = write(claim.get());              // Settlement.of(delivery, outcome)
 *         List<Long> lost = ledger.settle(settlements);                   // ids that are no longer ours: nothing was changed
 *     }
 * }
 * }</pre>
 *
 * <p>Deliveries that somebody waits for go past the queue: {@link sluice.ledger.Ledger#appendDirect},
 * {@link sluice.ledger.Ledger#claimDirect}, then settle as above.
 *
 * <p>Deliveries that go by ingest jobs have a lane ({@link sluice.ledger.Placement}): {@link sluice.ledger.Ledger#groups}
 * puts them into groups, each of which becomes one job ({@link sluice.ledger.BulkGroups}). A lane has one open group over all
 * processes, since fewer jobs are better; its owner collects, whoever comes first sends. A grouped delivery keeps its event,
 * its record keys and its place, and is settled like any other.
 *
 * <p>The tables are an SQLite file of one process or a PostgreSQL that replicas share: {@code SqliteStore} and
 * {@code PostgresStore} hold all that differs, and every test runs on both.
 *
 * <p>Inside: {@code Writer} owns the only writing connection and commits whatever waits at once; {@code Appending},
 * {@code Claiming}, {@code Following}, {@code Settling}, {@code Rekeying}, {@code Replaying}, {@code Pruning} are the
 * transitions that run on it, and for groups {@code Grouping}, {@code Followers}, {@code Passing}, {@code Stepping},
 * {@code Releasing}, {@code Holding}, {@code DirectGrouping}; {@code RecordKeys} keeps the order per record;
 * {@code Listing}, {@code GroupMembers}, {@code JobListing} read beside them. JDBC is used here and nowhere else. Imports no
 * other package of this project, no Camel, no CDI.
 */
package sluice.ledger;
