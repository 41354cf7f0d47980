package dejfa.node.sigma;

import dejfa.detect.sigma.SigmaSettings;
import dejfa.detect.sigma.rule.BadSigma;
import dejfa.detect.sigma.rule.Placeholders;
import dejfa.node.Dejfa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// Options that set Sigma rules up.
public final class SigmaOptions {
    @Option(
            names = "--placeholders",
            paramLabel = "F",
            description = "values for placeholders of rules (%%Administrators%%), YAML: name: [value, …]")
    Path placeholders;

    /// @return null after a sentence that says what is wrong
    public SigmaSettings settings() {
        SigmaSettings settings = SigmaSettings.defaults();
        if (placeholders == null) return settings;
        try {
            return settings.with(Placeholders.read(Files.readString(placeholders)));
        } catch (BadSigma e) {
            System.err.println(Dejfa.NAME + ": " + placeholders + ": " + e.getMessage() + ".");
        } catch (IOException e) {
            System.err.println(Dejfa.NAME + ": " + placeholders + " can't be read; check --placeholders.");
        }
        return null;
    }
}
