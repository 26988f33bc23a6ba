package sluice.salesforce.bulk;

import java.util.Random;

/** Texts that a CSV may trip over. */
final class RandomText {
    private static final String[] PIECES = {
        "a", "B", " ", "\"", "\"\"", ",", "\n", "\r\n", "\r", "\t", ";", "'", "#", "#N/A ", "=1+1", "é", "Żółw", "😀",
        "\u2028", "\u00a0", "\uFEFF", "\\", "|", "0", "-1.5"
    };

    private RandomText() {}

    static String of(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
