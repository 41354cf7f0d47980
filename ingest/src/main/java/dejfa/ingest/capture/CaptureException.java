package dejfa.ingest.capture;

import java.io.IOException;

/// This input can't be read at all. The message is one plain sentence with its remedy, shown to the operator as it is.
public final class CaptureException extends IOException {
    public CaptureException(String sentence) {
        super(sentence);
    }

    public CaptureException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
