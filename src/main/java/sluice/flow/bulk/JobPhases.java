package sluice.flow.bulk;

/** Where a visit begins, by what was written down last. */
final class JobPhases {
    private JobPhases() {}

    static JobPhase of(JobVisit visit) {
        return switch (visit.claim().state()) {
            case READY -> new Preparing(visit);
            case INTENDED -> new Searching(visit);
            case CREATED, UPLOADED, CLOSED, ENDED -> new Following(visit);
            case COLLECTING, COMPLETED, DONE, FAILED ->
                throw new IllegalStateException("job of group %d: expected one to be carried on, was %s"
                        .formatted(visit.claim().group(), visit.claim().state()));
        };
    }
}
