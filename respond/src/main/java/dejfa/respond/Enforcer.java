package dejfa.respond;

import java.io.IOException;
import java.util.List;

/// A place where traffic can be stopped.
public interface Enforcer {
    /// All of them or none.
    void apply(List<ApprovedBlock> blocks) throws IOException;

    /// What it would do, in its own language; for dry runs and for the operator's eyes.
    String preview(List<ApprovedBlock> blocks);
}
