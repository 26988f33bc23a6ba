/** Choosing what is to be delivered: the bean of the route {@code select-actions}. */
package sluice.flow.select;
