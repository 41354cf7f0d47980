package dejfa.ingest.log;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The head of a log, unpacked, in UTF-8: what recognisers look at.
///
/// @param lines the first lines without their ends, at most 20; overlong and blank ones left out
/// @param bytes the first MiB
public record Head(List<String> lines, byte[] bytes) {
    /// So much is read of a log to recognise it.
    static final int MAX_BYTES = Lines.MAX_LINE_BYTES + 1;

    /// So many lines at the start may be blank, broken or of another kind.
    private static final int LINES_TRIED = 20;

    public Head {
        lines = List.copyOf(lines);
    }

    public Head(List<String> lines) {
        this(lines, String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    static Head of(byte[] bytes) {
        List<String> first = new ArrayList<>();
        Lines lines = new Lines(new ByteArrayInputStream(bytes));
        for (int i = 0; i < LINES_TRIED && lines.next(); i++) {
            if (!lines.isOverlong() && !lines.isBlank()) first.add(lines.text());
        }
        return new Head(first, bytes);
    }

    /// The first line that isn't blank; empty where there is none.
    public String first() {
        return lines.isEmpty() ? "" : lines.getFirst();
    }

    /// The records of a head that aren't lines.
    public Lines pieces(Lines.Unit unit) {
        return new Lines(new ByteArrayInputStream(bytes), unit);
    }
}
