package dejfa.node;

import dejfa.ingest.log.follow.SyslogListener;
import dejfa.node.logs.Clocks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// Options of `dejfa watch` that concern logs.
final class LogOptions {
    @Option(names = "--follow", description = "go on reading the named logs and folders as they grow, until Ctrl-C")
    boolean follow;

    @Option(
            names = "--syslog",
            paramLabel = "URL",
            description = "take syslog at udp://HOST:PORT, tcp://… or tls://… (repeatable), until Ctrl-C")
    List<String> syslog = new ArrayList<>();

    @Option(
            names = "--syslog-key",
            paramLabel = "F.p12",
            description = "key and certificate for tls:// (its password in DEJFA_SYSLOG_PASSWORD)")
    Path syslogKey;

    @Option(
            names = "--log-zone",
            paramLabel = "FILE=+HHMM",
            description = "zone of a log's times that tell none (repeatable; assumed: UTC)")
    List<String> logZones = new ArrayList<>();

    @Option(
            names = "--log-offset",
            paramLabel = "FILE=SECONDSs",
            description = "add this to a log's times, as its clock is off (repeatable)")
    List<String> logOffsets = new ArrayList<>();

    @Option(
            names = "--log-host",
            paramLabel = "FILE=ADDRESS",
            description = "the host whose log it is, where the log doesn't tell (repeatable)")
    List<String> logHosts = new ArrayList<>();

    /// What can't be understood, with how to write it; null where all can.
    String fault() {
        for (String address : syslog) {
            String fault = SyslogListener.fault(address);
            if (fault != null) return "--syslog: " + fault;
            if (address.startsWith("tls:") && syslogKey == null) {
                return "--syslog: '" + address + "' needs --syslog-key with its key and certificate";
            }
        }
        return Clocks.fault(logZones, logOffsets, logHosts);
    }

    Listeners listeners() {
        return new Listeners(syslog, syslogKey);
    }

    Clocks clocks() {
        return new Clocks(logZones, logOffsets, logHosts);
    }
}
