package dejfa.protocols.http;

import dejfa.api.Transaction;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which part of a file an answer carries (RFC 9110 §14.4).
///
/// @param size of the whole file, -1 where the server does not know it
public record ContentRange(long start, long end, long size) {
    private static final Pattern FORM = Pattern.compile("bytes\\s{1,8}(\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    public static Optional<ContentRange> of(String header) {
        if (header == null || header.length() > 128) return Optional.empty();
        Matcher match = FORM.matcher(header.strip());
        if (!match.matches()) return Optional.empty();
        return Optional.of(new ContentRange(
                Long.parseLong(match.group(1)),
                Long.parseLong(match.group(2)),
                match.group(3).equals("*") ? -1 : Long.parseLong(match.group(3))));
    }

    void fill(Transaction transaction) {
        transaction.set(HttpFields.RANGE_START, start).set(HttpFields.RANGE_END, end);
        if (size >= 0) transaction.set(HttpFields.RANGE_SIZE, size);
    }
}
