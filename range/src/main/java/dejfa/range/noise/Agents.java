package dejfa.range.noise;

import dejfa.range.proto.TlsClient;

/// User agents of programs of late 2019.
final class Agents {
    static final String CHROME =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/78.0.3904.108"
                    + " Safari/537.36";
    static final String FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:71.0) Gecko/20100101 Firefox/71.0";

    private Agents() {}

    static String browser(TlsClient program) {
        return program == TlsClient.FIREFOX ? FIREFOX : CHROME;
    }
}
