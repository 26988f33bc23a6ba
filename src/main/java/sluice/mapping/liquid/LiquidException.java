package sluice.mapping.liquid;

/** A template is refused, or a rendering fails. Says what was expected and what was found, never a value of the event. */
public final class LiquidException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String expected;
    private final String found;

    LiquidException(String expected, String found) {
        super("expected " + expected + ", was " + found, null, false, false);
        this.expected = expected;
        this.found = found;
    }

    public String expected() {
        return expected;
    }

    public String found() {
        return found;
    }
}
