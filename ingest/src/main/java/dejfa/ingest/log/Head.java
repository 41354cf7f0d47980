package dejfa.ingest.log;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The head of a log, unpacked, in UTF-8: what recognisers look at.
///
/// @param lines the first lines without their ends, at most 20; overlong and blank ones left out
/// @param bytes the first MiB
/// @param name what the log is called, as the operator gave it; empty where it has no name
/// @param writtenNs when it was last written, nanoseconds since 1970
public record Head(List<String> lines, byte[] bytes, String name, long writtenNs) {
    /// So much is read of a log to recognise it.
    static final int MAX_BYTES = Lines.MAX_LINE_BYTES + 1;

    /// So many lines at the start may be blank, broken or of another kind.
    private static final int LINES_TRIED = 20;

    public Head {
        lines = List.copyOf(lines);
    }

    /// A head of which no more than its lines is known.
    public Head(List<String> lines) {
        this(lines, String.join("\n", lines).getBytes(StandardCharsets.UTF_8), "", 0);
    }

    public static Head of(byte[] bytes, String name, long writtenNs) {
        return new Head(first(new ByteArrayInputStream(bytes)), bytes, name, writtenNs);
    }

    private static List<String> first(InputStream in) {
        List<String> first = new ArrayList<>();
        Lines lines = new Lines(in);
        for (int i = 0; i < LINES_TRIED && lines.next(); i++) {
            if (!lines.isOverlong() && !lines.isBlank()) first.add(lines.text());
        }
        return first;
    }

    /// The first lines, where a JSON document has its elements as one line each.
    public Head ofElements() {
        try {
            return new Head(first(JsonElements.over(new ByteArrayInputStream(bytes))), bytes, name, writtenNs);
        } catch (IOException e) {
            throw new UncheckedIOException("memory can't be read", e);
        }
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
