/** Delivering at once, past the queue: what {@code POST /api/deliver} calls. */
package sluice.flow.deliver;
