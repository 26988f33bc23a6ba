package sluice.mapping.liquid;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import sluice.event.JsValue;

/** Filters of URLs, markup, Base64 and digests. */
final class WebFilters {
    private static final String UNRESERVED = "-_.!~*'()";
    private static final String URI_SIGNS = UNRESERVED + ";/?:@&=+$,#[]";
    private static final byte[] REPLACEMENT = {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD};
    private static final Pattern NOT_BASE64 = Pattern.compile("[^A-Za-z0-9+/]");
    private static final Map<String, Pattern> SLUG_GAPS = Map.of(
            "raw", Pattern.compile("[\\t-\\r\\p{Z}\\uFEFF]+"),
            "default", Pattern.compile("[^\\p{M}\\p{L}\\p{Nd}]+"),
            "latin", Pattern.compile("[^\\p{M}\\p{L}\\p{Nd}]+"),
            "pretty", Pattern.compile("[^\\p{M}\\p{L}\\p{Nd}._~!$&'()+,;=@]+"),
            "ascii", Pattern.compile("[^A-Za-z0-9]+"));
    private static final String ACCENTED = "àáâãäåçèéêëìíîïðñòóôõöøùúûüýÿ";
    private static final String PLAIN = "aaaaaaceeeeiiiidnoooooouuuuyy";

    static final Map<String, Filter> BY_NAME = Map.ofEntries(
            entry("escape", TextFilters.text(WebFilters::escape)),
            entry("xml_escape", TextFilters.text(WebFilters::escape)),
            entry("escape_once", TextFilters.text(text -> escape(unescape(text)))),
            entry("strip_html", TextFilters.text(Markup::strip)),
            entry("url_encode", TextFilters.text(text -> encode(text, UNRESERVED)
                    .replace("%20", "+"))),
            entry("url_decode", TextFilters.text(text -> decode(text).replace('+', ' '))),
            entry("cgi_escape", TextFilters.text(text -> encode(text, "-_.~").replace("%20", "+"))),
            entry("uri_escape", TextFilters.text(text -> encode(text, URI_SIGNS))),
            entry("slugify", WebFilters::slugify),
            entry("base64_encode", TextFilters.text(text -> Base64.getEncoder().encodeToString(utf8(text)))),
            entry("base64_decode", TextFilters.text(WebFilters::decodeBase64)),
            entry("sha256", TextFilters.text(WebFilters::sha256)),
            entry("hmac_sha256", WebFilters::hmacSha256));

    private WebFilters() {}

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&#34;")
                .replace("'", "&#39;");
    }

    private static String unescape(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    /** Percent signs for all but letters, digits and the given signs. */
    private static String encode(String text, String kept) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : strictUtf8(text)) {
            char c = (char) (b & 0xFF);
            if (c < 128 && (Character.isLetterOrDigit(c) || kept.indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return encoded.toString();
    }

    private static String decode(String text) {
        byte[] bytes = strictUtf8(text);
        ByteBuffer decoded = ByteBuffer.allocate(bytes.length);
        try {
            for (int i = 0; i < bytes.length; i++) {
                boolean escape = bytes[i] == '%';
                decoded.put(
                        escape
                                ? (byte) HexFormat.fromHexDigits(new String(bytes, i + 1, 2, StandardCharsets.US_ASCII))
                                : bytes[i]);
                i += escape ? 2 : 0;
            }
            return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
        } catch (CharacterCodingException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new LiquidException("a percent-encoded text", "another one");
        }
    }

    private static byte[] strictUtf8(String text) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return copy;
        } catch (CharacterCodingException e) {
            throw new LiquidException("a text of whole characters", "half a character");
        }
    }

    /** Half characters become the replacement character, as in Node. */
    private static byte[] utf8(String text) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .replaceWith(REPLACEMENT)
                    .encode(CharBuffer.wrap(text));
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return copy;
        } catch (CharacterCodingException e) {
            throw new IllegalStateException("malformed input is replaced", e);
        }
    }

    /** Reads what it can, in both alphabets, as Node does. */
    private static String decodeBase64(String text) {
        int padding = text.indexOf('=');
        String digits = (padding < 0 ? text : text.substring(0, padding))
                .replace('-', '+')
                .replace('_', '/');
        String clean = NOT_BASE64.matcher(digits).replaceAll("");
        String whole = clean.length() % 4 == 1 ? clean.substring(0, clean.length() - 1) : clean;
        return new String(Base64.getDecoder().decode(whole), StandardCharsets.UTF_8);
    }

    private static JsonNode slugify(JsonNode value, Arguments arguments) {
        String text = Values.text(value);
        String mode = arguments.text(0, "default");
        if (SLUG_GAPS.containsKey(mode)) {
            String letters = mode.equals("latin") ? withoutAccents(text) : text;
            String slug = SLUG_GAPS.get(mode).matcher(letters).replaceAll("-");
            int start = slug.startsWith("-") ? 1 : 0;
            int end = slug.length() - (slug.length() > start && slug.endsWith("-") ? 1 : 0);
            text = slug.substring(start, end);
        }
        return TextNode.valueOf(JsValue.isTruthy(arguments.get(1)) ? text : text.toLowerCase(Locale.ROOT));
    }

    private static String withoutAccents(String text) {
        StringBuilder plain = new StringBuilder();
        text.chars().forEach(c -> {
            int index = ACCENTED.indexOf(c);
            plain.append(index < 0 ? (char) c : PLAIN.charAt(index));
        });
        return plain.toString()
                .replace("æ", "ae")
                .replace("ß", "ss")
                .replace("œ", "oe")
                .replace("þ", "th")
                .replace("ẞ", "SS")
                .replace("Œ", "OE")
                .replace("Þ", "TH");
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(utf8(text)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static JsonNode hmacSha256(JsonNode value, Arguments arguments) {
        try {
            byte[] key = utf8(arguments.text(0));
            Mac mac = Mac.getInstance("HmacSHA256");
            // An empty key is the same as one of a zero byte, which Java allows.
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, "HmacSHA256"));
            return TextNode.valueOf(HexFormat.of().formatHex(mac.doFinal(utf8(Values.text(value)))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
