package dejfa.protocols.dns;

import java.util.Map;

/// Names of types, classes and codes (IANA "Domain Name System (DNS) Parameters").
final class DnsTypes {
    static final int A = 1;
    static final int NS = 2;
    static final int CNAME = 5;
    static final int SOA = 6;
    static final int NULL = 10;
    static final int PTR = 12;
    static final int MX = 15;
    static final int TXT = 16;
    static final int AAAA = 28;
    static final int SRV = 33;
    static final int NAPTR = 35;
    static final int DNAME = 39;
    static final int OPT = 41;
    static final int DS = 43;
    static final int SSHFP = 44;
    static final int RRSIG = 46;
    static final int NSEC = 47;
    static final int DNSKEY = 48;
    static final int CDS = 59;
    static final int CDNSKEY = 60;
    static final int SVCB = 64;
    static final int HTTPS = 65;
    static final int CAA = 257;

    private static final String[] LOW = {
        null,
        "A",
        "NS",
        "MD",
        "MF",
        "CNAME",
        "SOA",
        "MB",
        "MG",
        "MR",
        "NULL",
        "WKS",
        "PTR",
        "HINFO",
        "MINFO",
        "MX",
        "TXT",
        "RP",
        "AFSDB",
        "X25",
        "ISDN",
        "RT",
        "NSAP",
        "NSAPPTR",
        "SIG",
        "KEY",
        "PX",
        "GPOS",
        "AAAA",
        "LOC",
        "NXT",
        "EID",
        "NIMLOC",
        "SRV",
        "ATMA",
        "NAPTR",
        "KX",
        "CERT",
        "A6",
        "DNAME",
        "SINK",
        "OPT",
        "APL",
        "DS",
        "SSHFP",
        "IPSECKEY",
        "RRSIG",
        "NSEC",
        "DNSKEY",
        "DHCID",
        "NSEC3",
        "NSEC3PARAM",
        "TLSA",
        "SMIMEA",
        null,
        "HIP",
        "NINFO",
        "RKEY",
        "TALINK",
        "CDS",
        "CDNSKEY",
        "OPENPGPKEY",
        "CSYNC",
        "ZONEMD",
        "SVCB",
        "HTTPS"
    };
    private static final Map<Integer, String> HIGH = Map.ofEntries(
            Map.entry(99, "SPF"),
            Map.entry(108, "EUI48"),
            Map.entry(109, "EUI64"),
            Map.entry(249, "TKEY"),
            Map.entry(250, "TSIG"),
            Map.entry(251, "IXFR"),
            Map.entry(252, "AXFR"),
            Map.entry(253, "MAILB"),
            Map.entry(254, "MAILA"),
            Map.entry(255, "ANY"),
            Map.entry(256, "URI"),
            Map.entry(257, "CAA"),
            Map.entry(32768, "TA"),
            Map.entry(32769, "DLV"));
    private static final String[] RCODES = {
        "NOERROR",
        "FORMERR",
        "SERVFAIL",
        "NXDOMAIN",
        "NOTIMP",
        "REFUSED",
        "YXDOMAIN",
        "YXRRSET",
        "NXRRSET",
        "NOTAUTH",
        "NOTZONE",
        "DSOTYPENI",
        null,
        null,
        null,
        null,
        "BADVERS",
        "BADKEY",
        "BADTIME",
        "BADMODE",
        "BADNAME",
        "BADALG",
        "BADTRUNC",
        "BADCOOKIE"
    };
    private static final String[] SERVICE_KEYS = {
        "mandatory", "alpn", "no-default-alpn", "port", "ipv4hint", "ech", "ipv6hint", "dohpath", "ohttp"
    };

    private DnsTypes() {}

    /// The type's mnemonic, or its number as text where it has none.
    static String type(int type) {
        String name = type < LOW.length ? LOW[type] : HIGH.get(type);
        return name != null ? name : Integer.toString(type);
    }

    static String rcode(int code) {
        String name = code < RCODES.length ? RCODES[code] : null;
        return name != null ? name : Integer.toString(code);
    }

    /// Name of an SVCB parameter (RFC 9460 §14.3.2); `key65000` where it has none.
    static String serviceKey(int key) {
        return key < SERVICE_KEYS.length ? SERVICE_KEYS[key] : "key" + key;
    }
}
