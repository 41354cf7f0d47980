package dejfa.range;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/// `NAME --out DIR [--seed N] [--hours H] [--background low|high]`: makes a scenario without the `dejfa` command.
public final class Make {
    private Make() {}

    public static void main(String[] args) throws IOException {
        Path out = Path.of(option(args, "--out", "."));
        long seed = Long.parseLong(option(args, "--seed", "1"));
        double hours = Double.parseDouble(option(args, "--hours", "0"));
        Background level =
                Background.valueOf(option(args, "--background", "low").toUpperCase(Locale.ROOT));
        Ranges.make(args[0], out, seed, hours, level, System.err::println);
    }

    private static String option(String[] args, String name, String otherwise) {
        for (int i = 1; i + 1 < args.length; i += 2) if (args[i].equals(name)) return args[i + 1];
        return otherwise;
    }
}
