/** What the org says of its objects, for people; what the writing needs to know of them is asked in {@code flow.write}. */
package sluice.flow.describe;
