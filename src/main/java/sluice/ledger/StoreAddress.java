package sluice.ledger;

import java.nio.file.Path;
import java.util.Objects;

/** Where the ledger's tables are. */
public sealed interface StoreAddress {
    /**
     * An SQLite database in a folder of its own, for one process at a time.
     *
     * @param path created when it is missing; no network file system
     */
    record Directory(Path path) implements StoreAddress {
        public Directory {
            Objects.requireNonNull(path);
        }

        @Override
        public String toString() {
            return "data.dir " + path;
        }
    }

    /**
     * A PostgreSQL that any number of replicas share, up to {@value PostgresStore#MAX_REPLICAS}. Their clocks may differ
     * by far less than a lease only.
     *
     * @param url such as {@code jdbc:postgresql://db.example.org/sluice?sslmode=verify-full}; the schema is the first of
     *     its search path ({@code currentSchema=})
     * @param user empty: what the URL says
     * @param password empty: none, or what the URL says
     */
    record Server(String url, String user, String password) implements StoreAddress {
        private static final String PREFIX = "jdbc:postgresql:";

        public Server {
            Objects.requireNonNull(user);
            Objects.requireNonNull(password);
            if (!url.startsWith(PREFIX)) {
                throw new IllegalArgumentException(
                        "store.url: expected %s//host/database, was %s".formatted(PREFIX, withoutParameters(url)));
            }
        }

        /** Without what may be secret. */
        @Override
        public String toString() {
            return "store.url " + withoutParameters(url);
        }

        private static String withoutParameters(String url) {
            return url.replaceFirst("\\?.*", "").replaceFirst("//[^/]*@", "//");
        }
    }
}
