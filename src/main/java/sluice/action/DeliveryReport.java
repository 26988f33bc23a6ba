package sluice.action;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import sluice.salesforce.PlannedRequest;

/**
 * What came of one delivery.
 *
 * <pre>
 * {"messageId": "m-1", "mapping": "leads", "action": "lead", "operation": "upsert", "sObject": "Lead",
 *  "status": "delivered", "recordId": "00Q…", "created": true, "httpStatus": 201, "errorCode": "", "message": "",
 *  "fields": [], "retryable": false, "apiCalls": 2}
 * </pre>
 *
 * @param status {@code delivered}, {@code skipped}, {@code failed}, {@code retry} or {@code uncertain}; {@code planned}
 *     of a dry run
 * @param httpStatus the deciding reply's, or the one Segment gives: 404 none found, 300 several, 400 refused, 500 no
 *     answer; 0 where nothing was asked
 * @param retryable whether the same again may succeed
 * @param jobId of the ingest job, where there is one
 * @param requests of a dry run only
 */
public record DeliveryReport(
        String messageId,
        String mapping,
        String action,
        String operation,
        String sObject,
        String status,
        String recordId,
        boolean created,
        int httpStatus,
        String errorCode,
        String message,
        List<String> fields,
        boolean retryable,
        @JsonInclude(JsonInclude.Include.NON_NULL) String jobId,
        int apiCalls,
        @JsonInclude(JsonInclude.Include.NON_NULL) List<PlannedRequest> requests) {}
