package sluice.embeddedorg.oauth;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * {@code login()} of the SOAP API, which many clients use to begin a REST session. Nothing else of SOAP is spoken.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_login.htm">login()</a>
 */
public final class SoapLogin {
    private static final String ENVELOPE =
            """
            <?xml version="1.0" encoding="UTF-8"?>\
            <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="urn:partner.soap.sforce.com" \
            xmlns:sf="urn:fault.partner.soap.sforce.com" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\
            <soapenv:Body>%s</soapenv:Body></soapenv:Envelope>""";
    private static final String RESULT =
            """
            <loginResponse><result><passwordExpired>false</passwordExpired><sandbox>false</sandbox>\
            <serverUrl>%s/services/Soap/u/%s/%s</serverUrl><sessionId>%s</sessionId><userId>%s</userId>\
            <userInfo><organizationId>%s</organizationId><userId>%s</userId></userInfo></result></loginResponse>""";
    private static final String FAULT =
            """
            <soapenv:Fault><faultcode>sf:INVALID_LOGIN</faultcode><faultstring>INVALID_LOGIN: Invalid username, password, \
            security token; or user locked out.</faultstring></soapenv:Fault>""";

    private final Sessions sessions;
    private final Credentials credentials;
    private final String organizationId;
    private final String userId;

    public SoapLogin(Sessions sessions, Credentials credentials, String organizationId, String userId) {
        this.sessions = sessions;
        this.credentials = credentials;
        this.organizationId = organizationId;
        this.userId = userId;
    }

    /** @param body the envelope. @param version {@code 62.0}. @return the envelope of the answer; empty if refused */
    public Optional<String> logIn(byte[] body, String version, URI instanceUrl) {
        Map<String, String> elements = elements(body);
        boolean known = TokenEndpoint.accepts(credentials.userName(), elements.get("username"))
                && TokenEndpoint.accepts(credentials.password(), elements.get("password"));
        return known
                ? Optional.of(ENVELOPE.formatted(RESULT.formatted(
                        instanceUrl, version, organizationId, sessions.open(), userId, organizationId, userId)))
                : Optional.empty();
    }

    /** The envelope of a refusal, which goes with status 500. */
    public static String refusal() {
        return ENVELOPE.formatted(FAULT);
    }

    /** The texts of the innermost elements by their local names; empty for what is no XML. */
    private static Map<String, String> elements(byte[] body) {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        Map<String, String> elements = new HashMap<>();
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(body));
            String name = "";
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    name = xml.getLocalName();
                } else if (event == XMLStreamConstants.CHARACTERS) {
                    elements.putIfAbsent(name, xml.getText());
                }
            }
            return elements;
        } catch (XMLStreamException e) {
            return Map.of();
        }
    }
}
