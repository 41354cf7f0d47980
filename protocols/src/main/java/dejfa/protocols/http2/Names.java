package dejfa.protocols.http2;

/// How EVE spells settings and error codes (RFC 9113 §6.5.2 and §7): the constant without underscores, as Suricata
// does.
final class Names {
    private static final String[] SETTINGS = {
        null,
        "SETTINGSHEADERTABLESIZE",
        "SETTINGSENABLEPUSH",
        "SETTINGSMAXCONCURRENTSTREAMS",
        "SETTINGSINITIALWINDOWSIZE",
        "SETTINGSMAXFRAMESIZE",
        "SETTINGSMAXHEADERLISTSIZE"
    };
    private static final String[] ERRORS = {
        "NOERROR",
        "PROTOCOLERROR",
        "INTERNALERROR",
        "FLOWCONTROLERROR",
        "SETTINGSTIMEOUT",
        "STREAMCLOSED",
        "FRAMESIZEERROR",
        "REFUSEDSTREAM",
        "CANCEL",
        "COMPRESSIONERROR",
        "CONNECTERROR",
        "ENHANCEYOURCALM",
        "INADEQUATESECURITY",
        "HTTP11REQUIRED"
    };

    private Names() {}

    static String setting(int id) {
        return id > 0 && id < SETTINGS.length ? SETTINGS[id] : "SETTINGSUNKNOWN" + id;
    }

    static String error(long code) {
        return code < ERRORS.length ? ERRORS[(int) code] : Long.toString(code);
    }
}
