/**
 * The REST API of the embedded org: a table of routes and one class of handlers for each resource. Entry class: {@link
 * sluice.embeddedorg.rest.DataApi}. HTTP itself stays outside: a request comes in as {@link
 * sluice.embeddedorg.rest.OrgRequest} and goes out as {@link sluice.embeddedorg.rest.Reply}, so that Composite and Batch
 * call the same routes.
 */
package sluice.embeddedorg.rest;
