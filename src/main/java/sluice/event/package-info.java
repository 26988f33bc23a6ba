/**
 * The event as JSON: compiled paths into it, JavaScript's text and number forms of its values, and the faults that
 * definitions over events can have.
 *
 * <p>Missing, null and empty are three different things everywhere: a missing value is a
 * {@link com.fasterxml.jackson.databind.node.MissingNode}, null a
 * {@link com.fasterxml.jackson.databind.node.NullNode}; Java's {@code null} is never a JSON value.
 *
 * <p>Imports no other package of this project, no Camel, no CDI.
 */
package sluice.event;
