package dejfa.ingest.log;

import java.util.ArrayList;
import java.util.List;

/// The head of a log, unpacked, in UTF-8: what recognisers look at.
///
/// @param lines the first lines without their ends, at most 20 and 1 MiB of them; overlong and blank ones left out
public record Head(List<String> lines) {
    /// So many lines at the start may be blank, broken or of another kind.
    private static final int LINES_TRIED = 20;

    public Head {
        lines = List.copyOf(lines);
    }

    static Head of(Lines lines) {
        List<String> first = new ArrayList<>();
        long left = Lines.MAX_LINE_BYTES;
        for (int i = 0; i < LINES_TRIED && left > 0 && lines.next(); i++) {
            left -= lines.lengthBytes();
            if (!lines.isOverlong() && !lines.isBlank()) first.add(lines.text());
        }
        return new Head(first);
    }

    /// The first line that isn't blank; empty where there is none.
    public String first() {
        return lines.isEmpty() ? "" : lines.getFirst();
    }
}
