package dejfa.correlate;

import java.util.ArrayList;
import java.util.List;

/// Lines for a terminal of [#COLUMNS] columns: text made safe, folded between words, and, where it has more lines than
/// it may have, ended after a whole word with a mark that says so.
public final class Lines {
    public static final int COLUMNS = 100;
    /// Characters of one text looked at; more can't be shown in any number of lines that a screen has.
    private static final int MOST_CHARS = 4_000;

    private final List<String> all = new ArrayList<>();

    /// @param indent of the first line
    /// @param hang indent of those after it
    /// @param most lines shown
    /// @return lines added
    public int add(int indent, int hang, String raw, int most) {
        List<String> folded = fold(Plain.text(raw, MOST_CHARS), COLUMNS - indent, COLUMNS - hang);
        int shown = Math.min(most, folded.size());
        for (int i = 0; i < shown; i++) {
            String line = folded.get(i);
            if (i == shown - 1 && shown < folded.size()) line = ended(line, COLUMNS - (i == 0 ? indent : hang));
            all.add(" ".repeat(i == 0 ? indent : hang) + line);
        }
        return shown;
    }

    public int add(int indent, String raw) {
        return add(indent, indent + 2, raw, Integer.MAX_VALUE);
    }

    /// Lines that a text would take.
    static int count(int indent, int hang, String raw) {
        return fold(Plain.text(raw, MOST_CHARS), COLUMNS - indent, COLUMNS - hang)
                .size();
    }

    public List<String> all() {
        return all;
    }

    private static String ended(String line, int room) {
        if (line.length() + 2 <= room) return line + " …";
        int cut = line.lastIndexOf(' ', room - 2);
        return (cut < room / 2 ? line.substring(0, room - 2) : line.substring(0, cut)) + " …";
    }

    private static List<String> fold(String text, int firstRoom, int room) {
        List<String> lines = new ArrayList<>();
        String rest = text.strip();
        int width = firstRoom;
        while (rest.length() > width) {
            int cut = rest.lastIndexOf(' ', width);
            // A word longer than half a line is cut where the line ends; never inside a pair of surrogates.
            if (cut < width / 2) cut = Character.isLowSurrogate(rest.charAt(width)) ? width - 1 : width;
            lines.add(rest.substring(0, cut).stripTrailing());
            rest = rest.substring(cut).strip();
            width = room;
        }
        lines.add(rest);
        return lines;
    }
}
