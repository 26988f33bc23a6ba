package sluice.embeddedorg.store;

import java.util.List;

/** The org refuses: the HTTP status and the errors of the reply. Carries no stack trace, since refusing is ordinary. */
public final class OrgException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<OrgError> errors;

    public OrgException(int status, List<OrgError> errors) {
        super(errors.toString(), null, false, false);
        this.status = status;
        this.errors = List.copyOf(errors);
    }

    public OrgException(int status, OrgError error) {
        this(status, List.of(error));
    }

    /** 400 for a fault of the request. */
    public static OrgException badRequest(String code, String message) {
        return new OrgException(400, OrgError.ofRequest(code, message));
    }

    /** 400 for a value of a field that only the org itself writes. */
    public static OrgException notWritable(String field) {
        return new OrgException(
                400,
                OrgError.ofWrite(
                        "INVALID_FIELD_FOR_INSERT_UPDATE",
                        "Unable to create/update fields: " + field
                                + ". Please check the security settings of this field"
                                + " and verify that it is read/write for your profile or permission set.",
                        field));
    }

    /** 404 for a path that leads nowhere. */
    public static OrgException notFound() {
        return new OrgException(404, OrgError.notFound());
    }

    public int status() {
        return status;
    }

    public List<OrgError> errors() {
        return errors;
    }
}
