package sluice.salesforce;

import java.util.List;

/**
 * One error of a reply: {@code {"message": "…", "errorCode": "REQUIRED_FIELD_MISSING", "fields": ["LastName"]}}.
 *
 * @param errorCode empty where the reply had none
 */
public record ApiError(String errorCode, String message, List<String> fields) {
    public ApiError {
        fields = List.copyOf(fields);
    }
}
