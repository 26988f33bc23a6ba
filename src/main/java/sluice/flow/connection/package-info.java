/**
 * The connection to the org: settings, login, the {@code salesforce} component that the routes name, and the gate that
 * stops sending while the whole org is in trouble.
 *
 * <p>Entry: {@link sluice.flow.connection.SalesforceConnection}; {@link sluice.flow.connection.OrgGate}.
 */
package sluice.flow.connection;
