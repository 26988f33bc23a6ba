package sluice.salesforce.bulk;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sluice.salesforce.ApiError;
import sluice.salesforce.Failure;

/** Reads the error of a failed row: {@code REQUIRED_FIELD_MISSING:Required fields are missing: [LastName]:LastName --}. */
final class RowError {
    private static final Pattern FORM =
            Pattern.compile("([A-Z][A-Za-z0-9_]+)\\s*:\\s*(.*?)(?::([^:]*?)\\s*--)?\\s*", Pattern.DOTALL);
    private static final String NO_CODE = "NOT_WRITTEN";

    /** Bulk API 2.0's words for what every other call answers with the status 500. */
    private static final String SERVER_ERROR = "InternalServerError";

    private static final int BROKEN = 500;

    private RowError() {}

    static Failure failure(String error) {
        Matcher form = FORM.matcher(error);
        if (!form.matches()) {
            return Failure.ofRecord(List.of(new ApiError(NO_CODE, error, List.of())));
        }
        List<ApiError> errors = List.of(new ApiError(form.group(1), form.group(2), fields(form.group(3))));
        return form.group(1).equals(SERVER_ERROR) ? Failure.replied(BROKEN, errors) : Failure.ofRecord(errors);
    }

    private static List<String> fields(String names) {
        return names == null
                ? List.of()
                : Arrays.stream(names.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
    }
}
