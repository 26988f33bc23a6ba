package sluice.flow.connection;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.apache.camel.component.salesforce.SalesforceEndpointConfig;
import org.apache.camel.component.salesforce.api.dto.RestError;
import org.apache.camel.component.salesforce.internal.dto.LoginError;
import org.apache.camel.component.salesforce.internal.dto.LoginToken;

/**
 * What {@code camel-salesforce}, which is no Quarkus extension, reads by reflection as far as the routes use it: with raw
 * payloads that is logins and errors.
 */
@RegisterForReflection(targets = {LoginToken.class, LoginError.class, RestError.class, SalesforceEndpointConfig.class})
final class NativeHints {
    private NativeHints() {}
}
