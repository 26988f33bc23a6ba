/**
 * Mappings: directives over events, compiled once into immutable evaluators.
 *
 * <p>Enter by {@link sluice.mapping.MappingCompiler}. To add a directive, write its class beside the others and name it
 * in {@link sluice.mapping.Directives}; nothing else changes.
 *
 * <p>Knows {@code event} and no other package of this project; no Camel, no CDI.
 */
package sluice.mapping;
