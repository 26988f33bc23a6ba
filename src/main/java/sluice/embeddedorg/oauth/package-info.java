/**
 * Tokens of the embedded org: the four OAuth flows, sessions that expire, refresh tokens that rotate. Entry class:
 * {@link sluice.embeddedorg.oauth.TokenEndpoint}; beside it the SOAP login, by which many clients still begin. Imports nothing else of this project.
 */
package sluice.embeddedorg.oauth;
