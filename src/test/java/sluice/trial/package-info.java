/**
 * Trials of the packaged service: it runs as a process of its own against the embedded org as another one, takes events
 * from clients that repeat what was not answered, is killed or meets faults, and at the end the org must hold what the
 * events say. {@code bench/} runs the same at length.
 *
 * <p>Parts: {@link sluice.trial.ServiceProcess}, {@link sluice.trial.OrgProcess}, {@link sluice.trial.Workload} (the events
 * with their {@link sluice.trial.Expectation}), {@link sluice.trial.Clients}.
 */
package sluice.trial;
