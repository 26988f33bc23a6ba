/**
 * The connection to the org: settings, login and the {@code salesforce} component that the routes name.
 *
 * <p>Entry: {@link sluice.flow.connection.SalesforceConnection}.
 */
package sluice.flow.connection;
