package sluice.salesforce;

import java.util.List;

/** What the org has, asked anew each time. Whoever shows it to people calls it. Thread-safe. */
public interface OrgCatalog {
    /**
     * All objects that the one who logs in may see, in the org's order.
     *
     * @throws OrgCallException if the org refuses, or gives no answer
     */
    List<ObjectSummary> objects() throws OrgCallException;

    /**
     * The fields of an object, in the org's order.
     *
     * @param sObject its API name
     * @throws OrgCallException if the org refuses, or gives no answer; with status 404 where it knows no such object
     */
    List<FieldSummary> fields(String sObject) throws OrgCallException;
}
