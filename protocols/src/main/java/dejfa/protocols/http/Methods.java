package dejfa.protocols.http;

import dejfa.protocols.Ascii;
import java.util.List;
import java.util.Set;

/// Methods in use (IANA's HTTP method registry, and what WebDAV servers and Exchange add).
final class Methods {
    static final List<String> KNOWN = List.of(
            "GET",
            "POST",
            "HEAD",
            "PUT",
            "DELETE",
            "OPTIONS",
            "CONNECT",
            "TRACE",
            "PATCH",
            "PROPFIND",
            "PROPPATCH",
            "MKCOL",
            "COPY",
            "MOVE",
            "LOCK",
            "UNLOCK",
            "VERSION-CONTROL",
            "CHECKOUT",
            "UNCHECKOUT",
            "CHECKIN",
            "UPDATE",
            "LABEL",
            "REPORT",
            "MKWORKSPACE",
            "MKACTIVITY",
            "BASELINE-CONTROL",
            "MERGE",
            "SEARCH",
            "ACL",
            "ORDERPATCH",
            "REBIND",
            "BIND",
            "UNBIND",
            "RPC_IN_DATA",
            "RPC_OUT_DATA",
            "SUBSCRIBE",
            "UNSUBSCRIBE",
            "NOTIFY",
            "M-SEARCH",
            "PURGE",
            "DEBUG",
            "TRACK");
    private static final Set<String> SET = Set.copyOf(KNOWN);

    private Methods() {}

    static boolean isKnown(byte[] method) {
        return method.length < 32 && SET.contains(Ascii.text(method));
    }
}
