package dejfa.node;

import dejfa.api.log.FieldNames;
import dejfa.api.log.RecordSource;
import dejfa.ingest.log.LogSettings;
import dejfa.ingest.log.follow.SyslogListener;
import dejfa.ingest.log.follow.TlsKeys;
import dejfa.node.logs.LogInputs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;

/// Opens the syslog addresses of the command line.
///
/// @param key PKCS #12 file for `tls`, or null
record Listeners(List<String> addresses, Path key) implements LogInputs.Listeners {
    private static final String PASSWORD = "DEJFA_SYSLOG_PASSWORD";

    @Override
    public List<RecordSource> open(LogSettings settings, FieldNames names) throws IOException {
        List<RecordSource> open = new ArrayList<>();
        for (String address : addresses) {
            try {
                SSLContext tls = address.startsWith("tls:") ? TlsKeys.of(key, password()) : null;
                open.add(SyslogListener.open(URI.create(address), settings, names, tls));
            } catch (IOException e) {
                for (RecordSource one : open) one.close();
                throw new Failures.EnvironmentException(
                        "cannot listen at " + address + " (" + e.getMessage()
                                + "); name a free port above 1023, or give the right" + " to use this one.",
                        e);
            }
        }
        return open;
    }

    private static char[] password() {
        String password = System.getenv(PASSWORD);
        return password == null ? new char[0] : password.toCharArray();
    }

    @Override
    public boolean isEmpty() {
        return addresses.isEmpty();
    }
}
