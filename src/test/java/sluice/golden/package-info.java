/** What the golden tests share: the recorded cases, the lists of purposeful differences, a Salesforce that follows a script. */
package sluice.golden;
