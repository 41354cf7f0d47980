package dejfa.api;

import java.util.Collection;
import java.util.TreeSet;

/// What somebody probably meant who wrote a key that nobody knows.
public final class Spelling {
    /// A longer word is compared by its beginning: a file may be hostile.
    private static final int MAX_CHARS = 100;

    private Spelling() {}

    /// The known word with the fewest changed letters, the first by the alphabet among equals; empty where none is
    /// known.
    public static String nearest(String word, Collection<String> known) {
        String start = word.length() > MAX_CHARS ? word.substring(0, MAX_CHARS) : word;
        String best = "";
        int least = Integer.MAX_VALUE;
        for (String candidate : new TreeSet<>(known)) {
            int distance = distance(start, candidate);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return best;
    }

    /// Edit distance (Levenshtein 1966).
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
