package sluice.embeddedorg.rest;

/** The org's daily allowance of API calls, as {@code Sforce-Limit-Info} and {@code /limits} show it. Safe for threads. */
public final class ApiUsage {
    private long used;
    private long allowed;

    public ApiUsage(long allowed) {
        this.allowed = allowed;
    }

    /** Counts a call. False if the allowance was spent before it. */
    synchronized boolean take() {
        if (used >= allowed) {
            return false;
        }
        used++;
        return true;
    }

    /** Sets both numbers, for tests. */
    public synchronized void set(long newUsed, long newAllowed) {
        used = newUsed;
        allowed = newAllowed;
    }

    synchronized long allowed() {
        return allowed;
    }

    synchronized long remaining() {
        return Math.max(0, allowed - used);
    }

    /** {@code api-usage=18/5000}. */
    public synchronized String header() {
        return "api-usage=" + used + "/" + allowed;
    }
}
