/**
 * Intake over JMS: the connection that {@code queue.url} names, the broker inside the process when it says
 * {@code embedded}, and the Camel component {@code jms-batch} that takes many messages in one transaction.
 *
 * <p>Entry classes: {@link sluice.flow.queue.QueueConnections} for whoever needs a connection,
 * {@link sluice.flow.queue.JmsBatchComponent} for routes. Knows no other package of this project. CDI only in
 * {@code QueueWiring} and {@link sluice.flow.queue.QueueSettings}.
 */
package sluice.flow.queue;
