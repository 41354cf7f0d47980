package dejfa.ingest.log.web;

import dejfa.api.log.LogRecord;
import dejfa.ingest.log.text.Name;

/// A URL that a client asked a proxy for, as fields of Sigma's taxonomy for `category: proxy`.
final class ProxyUrl {
    private static final Name URI = new Name("c-uri");
    private static final Name QUERY = new Name("c-uri-query");
    private static final Name EXTENSION = new Name("c-uri-extension");
    private static final Name HOST = new Name("cs-host");
    private static final Name ALSO_URI = new Name("cs-uri");

    private ProxyUrl() {}

    static void read(byte[] bytes, int from, int to, LogRecord record) {
        if (to <= from || to - from == 1 && bytes[from] == '-') return;
        URI.add(record, bytes, from, to);
        ALSO_URI.add(record, bytes, from, to);
        int host = from;
        while (host + 2 < to && !(bytes[host] == ':' && bytes[host + 1] == '/' && bytes[host + 2] == '/')) host++;
        host = host + 2 < to ? host + 3 : from;
        int path = host;
        while (path < to && bytes[path] != '/' && bytes[path] != '?' && bytes[path] != ':') path++;
        if (path > host) HOST.add(record, bytes, host, path);
        int mark = path;
        while (mark < to && bytes[mark] != '?') mark++;
        if (mark < to) QUERY.add(record, bytes, mark + 1, to);
        int dot = mark;
        while (dot > path && bytes[dot - 1] != '.' && bytes[dot - 1] != '/') dot--;
        if (dot > path && bytes[dot - 1] == '.') EXTENSION.add(record, bytes, dot, mark);
    }
}
