/**
 * The actions (lead, contact, account, opportunity, case, customObject) as data, and the mapping files that use them.
 *
 * <p>Entry: {@link sluice.action.MappingDirectory} holds a folder of mapping files, {@link sluice.action.MappingParser}
 * reads one, {@link sluice.action.Mapping} makes a {@link sluice.salesforce.RecordWrite} of an event. An action is a
 * paragraph of {@code actions.yaml}, not a class.
 *
 * <p>Knows {@code event}, {@code mapping}, {@code trigger} and {@code salesforce}; no Camel, no CDI.
 */
package sluice.action;
