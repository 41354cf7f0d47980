package dejfa.ingest.log;

import dejfa.api.log.FieldNames;
import dejfa.api.log.RecordSource;
import dejfa.ingest.capture.FileIdentity;
import dejfa.ingest.log.web.IisFormat;
import dejfa.ingest.log.windows.WindowsFormat;
import dejfa.ingest.log.windows.evtx.EvtxSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Entry to this package.
public final class Logs {
    /// In the order in which they are asked: the first that takes a log has it. The surer stand before the laxer.
    private static final List<Recogniser> FORMATS = List.of(IisFormat::recognise, WindowsFormat::recognise);

    private Logs() {}

    /// The records of a log; empty where its first lines are of no known format.
    ///
    /// @param names the fields that somebody will ask the records for
    public static Optional<RecordSource> open(Path file, LogSettings settings, FieldNames names) throws IOException {
        if (isEvtx(file)) return Optional.of(EvtxSource.open(file, settings, names));
        LogFormat format = recognise(file);
        if (format == null) return Optional.empty();
        long identity = FileIdentity.of(file);
        return Optional.of(new LogReader(file.toString(), identity, settings, format, Lines.open(file), names));
    }

    /// Whether [#open] would find a log.
    public static boolean isLog(Path file) throws IOException {
        return isEvtx(file) || recognise(file) != null;
    }

    private static boolean isEvtx(Path file) throws IOException {
        try (InputStream in = Unpacked.open(file)) {
            return EvtxSource.isEvtx(in);
        }
    }

    private static LogFormat recognise(Path file) throws IOException {
        try (Lines lines = Lines.open(file)) {
            return recognise(Head.of(lines));
        }
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
