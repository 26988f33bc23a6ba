package sluice.mapping;

import java.util.Locale;

/**
 * Plain text that takes the place of other plain text. Case is folded as a JavaScript regular expression does, unit by
 * unit; {@code $$}, {@code $&}, {@code $`} and {@code $'} in the replacement have JavaScript's meaning.
 */
record TextReplacement(String pattern, String replacement, boolean ignoreCase, boolean global) {
    /** @param at the place in the mapping, for the fault of a result that is too long */
    String apply(String text, String at) {
        int found = find(text, 0);
        if (found < 0) {
            return text;
        }
        BoundedText result = new BoundedText(at);
        int done = 0;
        while (found >= 0) {
            result.append(text, done, found);
            done = found + pattern.length();
            appendReplacement(result, text, found);
            found = global ? find(text, done) : -1;
        }
        return result.append(text, done, text.length()).toString();
    }

    private int find(String text, int from) {
        if (!ignoreCase) {
            return text.indexOf(pattern, from);
        }
        for (int start = from; start <= text.length() - pattern.length(); start++) {
            if (matches(text, start)) {
                return start;
            }
        }
        return -1;
    }

    private boolean matches(String text, int start) {
        for (int i = 0; i < pattern.length(); i++) {
            char a = text.charAt(start + i);
            char b = pattern.charAt(i);
            if (a != b && fold(a) != fold(b)) {
                return false;
            }
        }
        return true;
    }

    /** ECMA-262, Canonicalize: upper case, unless that takes several units or turns a foreign letter into ASCII. */
    private static char fold(char c) {
        if (c < 128) {
            return c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
        }
        String upper = Character.toString(c).toUpperCase(Locale.ROOT);
        return upper.length() == 1 && upper.charAt(0) >= 128 ? upper.charAt(0) : c;
    }

    private void appendReplacement(BoundedText result, String text, int found) {
        int done = 0;
        for (int i = replacement.indexOf('$');
                i >= 0 && i + 1 < replacement.length();
                i = replacement.indexOf('$', i)) {
            char sign = replacement.charAt(i + 1);
            if ("$&`'".indexOf(sign) < 0) {
                i++;
                continue;
            }
            result.append(replacement, done, i);
            int end = found + pattern.length();
            switch (sign) {
                case '$' -> result.append("$");
                case '&' -> result.append(text, found, end);
                case '`' -> result.append(text, 0, found);
                default -> result.append(text, end, text.length());
            }
            i += 2;
            done = i;
        }
        result.append(replacement, done, replacement.length());
    }
}
