package sluice.ledger;

/** A delivery that was refused for good, with its event. */
public record DeadLetter(DeliveryRow delivery, EventBody event) {}
