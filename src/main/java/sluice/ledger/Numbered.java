package sluice.ledger;

/** A delivery that is being taken, and the id it gets. */
record Numbered(long id, NewDelivery delivery) {
    EventBody event() {
        return delivery.event();
    }
}
