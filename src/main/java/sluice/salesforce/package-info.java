/**
 * What Salesforce wants: SOQL, the calls that one write ({@link sluice.salesforce.Plan}) or several
 * ({@link sluice.salesforce.Batch}) become, and what Salesforce's answers mean.
 *
 * <p>Pure functions over JSON: nothing here opens a connection. Knows {@code event} and no other package of this
 * project; no Camel, no JDBC.
 */
package sluice.salesforce;
