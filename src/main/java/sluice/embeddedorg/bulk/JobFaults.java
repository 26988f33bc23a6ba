package sluice.embeddedorg.bulk;

import java.util.Optional;

/** Lets whole jobs fail for reasons that lie outside them. */
public interface JobFaults {
    /** @param afterRows how many rows are still processed */
    record JobFault(int afterRows, String message) {}

    /** The fault of this job, asked once when its processing begins. */
    Optional<JobFault> next(String objectName);
}
