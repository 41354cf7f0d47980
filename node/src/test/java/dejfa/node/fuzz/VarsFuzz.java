package dejfa.node.fuzz;

import dejfa.ingest.capture.CaptureException;
import dejfa.node.VarsFile;
import java.io.IOException;

/// The file of `--vars`: read, or refused in a sentence.
public final class VarsFuzz {
    private static final Scratch FILE = new Scratch("vars.json");

    private VarsFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        try {
            VarsFile vars = VarsFile.read(FILE.with(data));
            for (String complaint : vars.complaints()) {
                if (complaint.isBlank()) throw new IllegalStateException("an empty complaint");
            }
        } catch (CaptureException refusal) {
            if (refusal.getMessage().isBlank()) throw new IllegalStateException("refused without a reason");
        }
    }
}
