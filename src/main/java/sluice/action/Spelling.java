package sluice.action;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Guesses which word was meant. */
final class Spelling {
    private static final int MAX_DISTANCE = 2;

    private Spelling() {}

    /** The word, and the known one that it resembles, if any: {@code trait (did you mean traits?)}. */
    static String hint(String word, Collection<String> known) {
        return known.stream()
                .filter(candidate -> distance(word, candidate) <= MAX_DISTANCE)
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .map(candidate -> "%s (did you mean %s?)".formatted(word, candidate))
                .orElse(word);
    }

    /** How many characters must be added, removed or changed to make one word of the other, case aside. */
    private static int distance(String word, String other) {
        String a = word.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
