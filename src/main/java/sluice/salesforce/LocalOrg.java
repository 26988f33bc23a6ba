package sluice.salesforce;

import java.net.URI;

/** An org inside the service, for those who have none yet. */
public interface LocalOrg {
    /** Starts it, once, and gives the URL at which it takes logins and calls. */
    URI start();
}
