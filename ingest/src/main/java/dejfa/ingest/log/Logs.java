package dejfa.ingest.log;

import dejfa.api.log.FieldNames;
import dejfa.api.log.RecordSource;
import dejfa.ingest.capture.FileIdentity;
import dejfa.ingest.log.web.IisFormat;
import dejfa.ingest.log.windows.WindowsJson;
import dejfa.ingest.log.windows.WindowsXml;
import dejfa.ingest.log.windows.evtx.EvtxSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Entry to this package.
public final class Logs {
    /// In the order in which they are asked: the first that takes a log has it. The surer stand before the laxer.
    private static final List<Recogniser> FORMATS =
            List.of(IisFormat::recognise, WindowsXml::recognise, WindowsJson::recognise);

    private Logs() {}

    /// The records of a log; empty where its head is of no known format.
    ///
    /// @param names the fields that somebody will ask the records for
    public static Optional<RecordSource> open(Path file, LogSettings settings, FieldNames names) throws IOException {
        byte[] head = head(file);
        if (EvtxSource.isEvtx(head)) return Optional.of(EvtxSource.open(file, settings, names));
        LogFormat format = recognise(head);
        if (format == null) return Optional.empty();
        long identity = FileIdentity.of(file);
        Lines lines = Lines.open(file, format.unit());
        return Optional.of(new LogReader(file.toString(), identity, settings, format, lines, names));
    }

    /// Whether [#open] would find a log.
    public static boolean isLog(Path file) throws IOException {
        byte[] head = head(file);
        return EvtxSource.isEvtx(head) || recognise(head) != null;
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Unpacked.open(file)) {
            return in.readNBytes(Head.MAX_BYTES);
        }
    }

    private static LogFormat recognise(byte[] head) throws IOException {
        return recognise(Head.of(Utf8.of(new ByteArrayInputStream(head)).readNBytes(Head.MAX_BYTES)));
    }

    /// The format of a log by its head, or null.
    public static LogFormat recognise(Head head) {
        for (Recogniser one : FORMATS) {
            LogFormat format = one.of(head);
            if (format != null) return format;
        }
        return null;
    }
}
