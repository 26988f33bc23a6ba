package sluice.flow.receive;

/** A request that is not taken: nothing of it is stored. */
public final class RefusedRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int httpStatus;

    private RefusedRequestException(int httpStatus, String message) {
        super(message);
        this.httpStatus = httpStatus;
    }

    /** 400: the request is wrong. */
    static RefusedRequestException wrong(String message) {
        return new RefusedRequestException(400, message);
    }

    /** 401: whoever sends it did not show a key. */
    static RefusedRequestException unauthorized(String message) {
        return new RefusedRequestException(401, message);
    }

    /** 404: there is no such call. */
    static RefusedRequestException unknown(String message) {
        return new RefusedRequestException(404, message);
    }

    /** 413: the request is too large. */
    static RefusedRequestException tooLarge(String message) {
        return new RefusedRequestException(413, message);
    }

    int httpStatus() {
        return httpStatus;
    }
}
