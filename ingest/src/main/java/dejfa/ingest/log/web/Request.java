package dejfa.ingest.log.web;

import dejfa.api.log.LogRecord;
import dejfa.ingest.log.text.Cursor;
import dejfa.ingest.log.text.Name;

/// The request line of an access log as fields of Sigma's taxonomy.
///
/// `cs-uri-query` stands twice, as rules use it both ways: the query alone, and path and query together, which is
/// what most rules' texts (`/owa/auth.owa?cmd=…`) look for.
public final class Request {
    private static final Name METHOD = new Name("cs-method");
    private static final Name URI = new Name("cs-uri");
    private static final Name STEM = new Name("cs-uri-stem");
    private static final Name QUERY = new Name("cs-uri-query");
    private static final Name HOST = new Name("cs-host");
    private static final Name VERSION = new Name("cs-version");

    private Request() {}

    /// @param request the piece taken last is the request line without its quotes; the cursor goes on after it
    public static void read(Cursor request, LogRecord record) {
        byte[] bytes = request.bytes();
        int from = request.from();
        int to = request.to();
        int method = from;
        while (method < to && bytes[method] >= 'A' && bytes[method] <= 'Z') method++;
        if (method == from || method == to || bytes[method] != ' ') {
            // No request of HTTP (a TLS hello, a scanner's bytes): all of it is what was asked for.
            uri(bytes, from, to, record);
            return;
        }
        METHOD.add(record, bytes, from, method);
        int version = to;
        while (version > method + 1 && bytes[version - 1] != ' ') version--;
        boolean versioned =
                version > method + 1 && to - version >= 5 && bytes[version] == 'H' && bytes[version + 4] == '/';
        uri(bytes, method + 1, versioned ? version - 1 : to, record);
        if (versioned) VERSION.add(record, bytes, version, to);
    }

    public static void uri(byte[] bytes, int from, int to, LogRecord record) {
        if (to <= from || to - from == 1 && bytes[from] == '-') return;
        URI.add(record, bytes, from, to);
        int path = from;
        int scheme = indexOf(bytes, from, Math.min(to, from + 10), ':');
        if (scheme > from && scheme + 2 < to && bytes[scheme + 1] == '/' && bytes[scheme + 2] == '/') {
            path = scheme + 3;
            while (path < to && bytes[path] != '/' && bytes[path] != '?') path++;
            HOST.add(record, bytes, scheme + 3, path);
        }
        int mark = indexOf(bytes, path, to, '?');
        STEM.add(record, bytes, path, mark < 0 ? to : mark);
        if (mark >= 0) QUERY.add(record, bytes, mark + 1, to);
        QUERY.add(record, bytes, path, to);
    }

    private static int indexOf(byte[] bytes, int from, int to, char wanted) {
        for (int i = from; i < to; i++) if (bytes[i] == wanted) return i;
        return -1;
    }
}
