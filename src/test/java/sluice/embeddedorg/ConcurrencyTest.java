package sluice.embeddedorg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConcurrencyTest {
    private static final int THREADS = 8;
    private static final int CALLS = 50;
    private static final int KEYS = 10;

    @RegisterExtension
    static final RunningOrg ORG = RunningOrg.withDefaults();

    @Test
    void upsertsOfOneKeyAtOnceCreateOneRecord() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<List<Integer>>> done = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            done.add(threads.submit(ConcurrencyTest::upsertAll));
        }

        List<Integer> statuses = new ArrayList<>();
        for (Future<List<Integer>> future : done) {
            statuses.addAll(future.get());
        }
        threads.shutdown();

        assertThat(statuses).hasSize(THREADS * CALLS).containsOnly(200, 201);
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(KEYS);
        assertThat(ORG.query("SELECT COUNT() FROM Lead")
                        .json()
                        .path("totalSize")
                        .asInt())
                .isEqualTo(KEYS);
        assertThat(ORG.org().calls().counts()).containsEntry("upsert", (long) THREADS * CALLS);
    }

    private static List<Integer> upsertAll() {
        List<Integer> statuses = new ArrayList<>();
        for (int call = 0; call < CALLS; call++) {
            statuses.add(
                    ORG.patch("/sobjects/Lead/External_Id__c/k" + call % KEYS, "{\"LastName\":\"A\",\"Company\":\"C\"}")
                            .status());
        }
        return statuses;
    }
}
