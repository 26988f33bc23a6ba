package sluice.ledger;

/**
 * What became of dead letters that were to be tried again.
 *
 * @param replayed wait again, behind all that is there of their records
 * @param overtaken left alone: a later delivery of the record was written, whose values they would replace
 * @param uncertain how many of the replayed may have been written already, so that a create among them is only made again
 *     when it is proven absent
 */
public record Replay(int replayed, int overtaken, int uncertain) {
    static final Replay NONE = new Replay(0, 0, 0);

    Replay plus(Replay other) {
        return new Replay(replayed + other.replayed, overtaken + other.overtaken, uncertain + other.uncertain);
    }
}
