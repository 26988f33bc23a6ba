package sluice.flow.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.flow.ledger.BulkSettings;
import sluice.flow.ledger.ShippedSettings;
import sluice.ledger.GroupState;
import sluice.ledger.JobStep;

class FollowingTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofHours(4);

    @TempDir
    private Path data;

    private final SetClock clock = new SetClock();
    private AwaitedJob journal;
    private JobVisit visit;

    @BeforeEach
    void begin() {
        journal = new AwaitedJob(
                clock, AwaitedJob.claim(-1, "leads|Lead|insert|", "leads", "v1", "{}", clock.instant(), 1), List.of());
        journal.step(new JobStep.Intended());
        journal.step(new JobStep.Created("750A"));
        journal.step(new JobStep.Uploaded(new byte[] {1, 0}));
    }

    @Test
    void readsWhatCameOfAJobThatMayHaveBegunWhileItWasAborted() throws IOException {
        journal.step(new JobStep.Closed());
        clock.now = clock.now.plus(TIMEOUT).plusSeconds(1);
        visit();

        assertThat(next()).isInstanceOf(JobCall.Get.class);
        answer("{'id':'750A','state':'UploadComplete'}");
        assertThat(next()).isInstanceOf(JobCall.Change.class);
        answer("{'id':'750A','state':'Aborted'}");
        assertThat(next()).isInstanceOf(JobCall.Get.class);
        answer("{'id':'750A','state':'Aborted','numberRecordsProcessed':0}");

        assertThat(next()).isInstanceOf(JobCall.Download.class);
    }

    @Test
    void doesAJobAgainThatWasOpenWhenItWasAborted() throws IOException {
        journal.step(new JobStep.Closed());
        visit();

        next();
        answer("{'id':'750A','state':'Open'}");
        assertThat(next()).isInstanceOf(JobCall.Change.class);
        answer("{'id':'750A','state':'Aborted'}");
        next();
        answer("{'id':'750A','state':'Aborted'}");

        assertThat(journal.claim().state()).isEqualTo(GroupState.READY);
        assertThat(journal.claim().jobId()).isEmpty();
    }

    private void visit() {
        BulkSettings settings = ShippedSettings.bulk(Map.of());
        JobAlarms alarms = new JobAlarms(new SimpleMeterRegistry());
        JobTroubles troubles = new JobTroubles(null, alarms, settings, clock);
        visit = new JobVisit(
                new JobParts(null, new JobFiles(null, data), alarms, troubles, null, null, null, settings, null, clock),
                journal,
                null);
    }

    private JobCall next() throws IOException {
        Optional<JobCall> call = visit.next();
        return call.orElseThrow();
    }

    private void answer(String json) throws IOException {
        visit.answered(JSON.readTree(json.replace('\'', '"')));
    }

    private static final class SetClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("the tests ask for instants only");
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
