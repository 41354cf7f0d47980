package dejfa.ingest.log;

import dejfa.api.log.FieldNames;
import dejfa.api.log.RecordSource;
import dejfa.ingest.capture.FileIdentity;
import dejfa.ingest.log.audit.AuditFormat;
import dejfa.ingest.log.syslog.JournalFormat;
import dejfa.ingest.log.syslog.SyslogFormat;
import dejfa.ingest.log.web.AccessFormat;
import dejfa.ingest.log.web.ErrorLogFormat;
import dejfa.ingest.log.web.IisFormat;
import dejfa.ingest.log.web.SquidFormat;
import dejfa.ingest.log.web.W3cProxyFormat;
import dejfa.ingest.log.windows.WindowsJson;
import dejfa.ingest.log.windows.WindowsXml;
import dejfa.ingest.log.windows.evtx.EvtxSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Entry to this package.
public final class Logs {
    /// In the order in which they are asked: the first that takes a log has it. The surer stand before the laxer.
    private static final List<Recogniser> FORMATS = List.of(
            W3cProxyFormat::recognise,
            IisFormat::recognise,
            WindowsXml::recognise,
            WindowsJson::recognise,
            head -> WindowsJson.recognise(head.ofElements()),
            head -> JournalFormat.recognise(head.ofElements()),
            AuditFormat::recognise,
            SquidFormat::recognise,
            AccessFormat::recognise,
            ErrorLogFormat::recognise,
            SyslogFormat::recognise);

    private Logs() {}

    /// The records of a log; empty where its head is of no known format.
    ///
    /// @param names the fields that somebody will ask the records for
    public static Optional<RecordSource> open(Path file, LogSettings settings, FieldNames names) throws IOException {
        Found found = Found.of(file);
        // Files can be read out of order, which the log's ring wants.
        if (EvtxSource.isEvtx(found.head())) return Optional.of(EvtxSource.open(file, settings, names));
        if (!isLog(found, settings.content())) return Optional.empty();
        long identity = FileIdentity.of(file);
        InputStream in = Unpacked.open(file);
        return Optional.of(open(found, identity, in, settings, names));
    }

    /// The logs of a file: one, or those among the members of a zip file; none where it holds none.
    public static List<RecordSource> openAll(Path file, LogSettings settings, FieldNames names) throws IOException {
        if (isZip(file)) return ZipLogs.open(file, settings, names);
        return open(file, settings, names).stream().toList();
    }

    /// Whether [#openAll] would find a log.
    public static boolean isLog(Path file, LogContent content) throws IOException {
        return isZip(file) ? ZipLogs.hasLog(file, content) : isLog(Found.of(file), content);
    }

    /// What is known of a log before it is read.
    ///
    /// @param head its first bytes, unpacked
    /// @param writtenNs when it was last written, nanoseconds since 1970
    record Found(String name, byte[] head, long writtenNs) {
        private static Found of(Path file) throws IOException {
            try (InputStream in = Unpacked.open(file)) {
                long writtenNs = Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
                return new Found(file.toString(), in.readNBytes(Head.MAX_BYTES), writtenNs);
            }
        }
    }

    /// @param found a log
    /// @param in its bytes, unpacked, from the first on; closed with the source, or when opening fails
    static RecordSource open(Found found, long identity, InputStream in, LogSettings settings, FieldNames names)
            throws IOException {
        try {
            if (EvtxSource.isEvtx(found.head())) return new EvtxSource(found.name(), identity, settings, in, names);
            LogFormat format = recognise(found, settings.content());
            return new LogReader(found.name(), identity, settings, format, Lines.of(in, format.unit()), names);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    static boolean isLog(Found found, LogContent content) throws IOException {
        return EvtxSource.isEvtx(found.head()) || recognise(found, content) != null;
    }

    /// Whether the file holds several logs, perhaps.
    public static boolean isZip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return ZipLogs.isZip(in.readNBytes(8));
        }
    }

    /// The format of a log by what it holds so far, or null; nothing is known of an empty one.
    public static LogFormat recognise(Path file, LogContent content) throws IOException {
        return recognise(Found.of(file), content);
    }

    /// Whether the file itself is text: no packed one, and no EVTX.
    public static boolean isText(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(4096);
            for (byte b : start) if (b == 0) return false;
            return start.length < 2 || (start[0] & 255) != 0x1f || (start[1] & 255) != 0x8b;
        }
    }

    private static LogFormat recognise(Found found, LogContent content) throws IOException {
        byte[] text = Utf8.of(new ByteArrayInputStream(found.head())).readNBytes(Head.MAX_BYTES);
        return recognise(Head.of(text, found.name(), found.writtenNs()), content);
    }

    /// The format of a log by its head, or null. The formats that are data come last: they are the laxest.
    public static LogFormat recognise(Head head, LogContent content) {
        LogFormat own = recognise(head, FORMATS);
        return own != null ? own : recognise(head.ofElements(), content.recognisers());
    }

    private static LogFormat recognise(Head head, List<Recogniser> formats) {
        for (Recogniser one : formats) {
            LogFormat format = one.of(head);
            if (format != null) return format;
        }
        return null;
    }
}
