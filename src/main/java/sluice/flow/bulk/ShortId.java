package sluice.flow.bulk;

/** The 15 characters that say which record an id is of: those after them only check the case of the letters. */
final class ShortId {
    private static final int LENGTH = 15;

    private ShortId() {}

    static String of(String id) {
        return id.length() > LENGTH ? id.substring(0, LENGTH) : id;
    }
}
