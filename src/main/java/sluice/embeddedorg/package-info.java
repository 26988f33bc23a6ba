/**
 * An in-memory Salesforce that speaks the real HTTP API: the newcomer's first org and the counterpart of our tests. Entry
 * class: {@link sluice.embeddedorg.EmbeddedOrg}; as a process of its own {@link sluice.embeddedorg.EmbeddedOrgMain}.
 *
 * <p>Plain Java on Vert.x's HTTP server; imports no Camel, no CDI and nothing else of this project. From the outside in:
 *
 * <ul>
 *   <li>this package: the server, its settings, the page and the control calls under {@code /embedded-org}
 *   <li>{@code rest}: {@code /services/data}, a table of routes and their handlers
 *   <li>{@code oauth}: tokens
 *   <li>{@code bulk}: ingest jobs
 *   <li>{@code soql}: queries
 *   <li>{@code store}: records and the rules of writing them
 *   <li>{@code schema}: objects and fields, read from {@code embedded-org/objects.yaml}
 *   <li>{@code faults}: what goes wrong on demand, and which calls came
 * </ul>
 *
 * <p>Faithful to Salesforce's documentation as far as it goes. Left out: XML, SOAP but its login(), SOSL, aggregate queries and subqueries,
 * the Composite Graph and Tree resources, multipart jobs, Bulk
 * query jobs, triggers, validation and duplicate rules, permissions.
 */
package sluice.embeddedorg;
