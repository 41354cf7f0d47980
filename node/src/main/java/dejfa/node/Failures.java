package dejfa.node;

import dejfa.ingest.capture.CaptureException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// Turns what went wrong into one plain sentence with its remedy, and an exit code.
public final class Failures {
    private Failures() {}

    /// Something that is not the input's fault: a full disk, a missing right.
    public static final class EnvironmentException extends IOException {
        private static final long serialVersionUID = 1L;

        public EnvironmentException(String sentence, Throwable cause) {
            super(sentence, cause);
        }
    }

    static int report(Throwable error) {
        switch (error) {
            case CaptureException bad -> say(bad.getMessage());
            case UncheckedIOException bad -> {
                say(bad.getMessage());
                return ExitCode.ENVIRONMENT;
            }
            case EnvironmentException bad -> {
                say(bad.getMessage());
                return ExitCode.ENVIRONMENT;
            }
            case NoSuchFileException missing -> say("there is no file " + missing.getFile() + "; check the path.");
            case AccessDeniedException bad ->
                say("the right to use " + bad.getFile() + " is missing; check its rights.");
            case FileSystemException bad ->
                say("cannot use " + bad.getFile() + " (" + bad.getReason() + "); check the path.");
            case IOException bad -> say("reading or writing failed (" + bad.getMessage() + ").");
            default -> {
                say("a fault of " + Dejfa.NAME + " itself; please report it with the lines below.");
                StringWriter trace = new StringWriter();
                error.printStackTrace(new PrintWriter(trace));
                System.err.print(trace);
                return ExitCode.ENVIRONMENT;
            }
        }
        return ExitCode.BAD_INPUT;
    }

    private static void say(String sentence) {
        System.err.println(Dejfa.NAME + ": " + sentence);
    }
}
