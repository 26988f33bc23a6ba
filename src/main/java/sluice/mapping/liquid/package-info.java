/**
 * Liquid templates as Segment's mappings have them: the grammar is Liqp's, what it means is that of LiquidJS, whose
 * output a mapping that moves over relies on. Templates are parsed once; rendering is bounded in time and memory.
 *
 * <p>Enter by {@link sluice.mapping.liquid.LiquidTemplate}. To add a filter, add a line to the table of the group it
 * belongs to ({@link sluice.mapping.liquid.TextFilters} and its neighbours).
 *
 * <p>Knows {@code event} and no other package of this project; no Camel, no CDI.
 */
package sluice.mapping.liquid;
