package sluice.flow;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Stream;
import sluice.SharedStore;
import sluice.TemporaryFolders;

/** The groups of rows and the steps of their jobs on a ledger in PostgreSQL. */
@QuarkusTest
@QuarkusTestResource(TemporaryFolders.class)
@QuarkusTestResource(value = SharedStore.class, restrictToAnnotatedClass = true)
class BulkOnPostgresIT extends BulkLife {
    /** One for each step that the ledger has. */
    static Stream<String> faults() {
        return Stream.of(
                "{'kind':'reset','at':'after','method':'POST','path':'jobs/ingest$'}",
                "{'kind':'reset','method':'PUT','path':'batches$'}",
                "{'kind':'reset','at':'after','method':'PATCH','path':'jobs/ingest'}",
                "{'kind':'reset','method':'GET','path':'successfulResults'}",
                "{'kind':'job','afterRows':3}");
    }
}
