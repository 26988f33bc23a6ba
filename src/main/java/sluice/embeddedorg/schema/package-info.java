/**
 * What the embedded org knows of its objects: fields, types, lengths and record ids. Read once from the resource
 * {@code embedded-org/objects.yaml}; immutable from then on. Entry class: {@link sluice.embeddedorg.schema.Schema}.
 *
 * <p>Imports nothing else of this project.
 */
package sluice.embeddedorg.schema;
