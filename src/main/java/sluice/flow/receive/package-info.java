/**
 * Taking events: the beans of the routes {@code receive-http}, {@code receive-webhook} and {@code receive-queue}. Each
 * reads what its clients send into {@link sluice.flow.receive.ReceivedEvents}, which {@code select-actions} takes.
 */
package sluice.flow.receive;
