package sluice.salesforce.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.salesforce.Failure;

class RowErrorTest {
    @Test
    void readsCodeMessageAndFields() {
        assertThat(RowError.failure("REQUIRED_FIELD_MISSING:Required fields are missing: [LastName]:LastName --"))
                .isEqualTo(new Failure(
                        400,
                        "REQUIRED_FIELD_MISSING",
                        "Required fields are missing: [LastName]",
                        List.of("LastName"),
                        Failure.Kind.FINAL));
    }

    @Test
    void takesAnErrorOfTheServerForOneThatPasses() {
        for (String error : List.of(
                "InternalServerError:Unable to process the row:--",
                "InternalServerError : Unable to process the row")) {
            assertThat(RowError.failure(error))
                    .isEqualTo(new Failure(
                            500, "InternalServerError", "Unable to process the row", List.of(), Failure.Kind.PASSING));
        }
    }

    @Test
    void readsWhatPassesInTheWordsOfATrigger() {
        Failure locked =
                RowError.failure("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY:LeadTrigger: execution of AfterUpdate caused by:"
                        + " System.DmlException: Update failed. first error: UNABLE_TO_LOCK_ROW, unable to obtain exclusive access"
                        + " to this record: []:--");
        Failure refused = RowError.failure(
                "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY:LeadTrigger: execution of AfterUpdate caused by: a bug:--");

        assertThat(locked.kind()).isEqualTo(Failure.Kind.PASSING);
        assertThat(refused.kind()).isEqualTo(Failure.Kind.FINAL);
    }

    @Test
    void takesAnythingElseAsItStands() {
        assertThat(RowError.failure("no idea: what"))
                .isEqualTo(new Failure(400, "NOT_WRITTEN", "no idea: what", List.of(), Failure.Kind.FINAL));
    }
}
