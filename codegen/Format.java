import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Checks or rewrites the format of every source file: `java Format.java check|write ROOT`, run by Maven on JDK 25.
final class Format {
    public static void main(String[] arguments) throws IOException {
        boolean write = arguments[0].equals("write");
        Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
                .style(JavaFormatterOptions.Style.PALANTIR)
                .build());
        List<Path> files;
        try (Stream<Path> all = Files.walk(Path.of(arguments[1]))) {
            files = all.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.toString().contains("/target/"))
                    .sorted()
                    .toList();
        }
        List<Path> wrong = new ArrayList<>();
        for (Path file : files) {
            String before = Files.readString(file);
            String after;
            try {
                after = formatter.formatSource(before);
            } catch (FormatterException e) {
                throw new IOException(file + ": " + e.getMessage(), e);
            }
            if (before.equals(after)) continue;
            if (write) Files.writeString(file, after);
            else wrong.add(file);
        }
        System.out.println((write ? "formatted " : "checked the format of ") + files.size() + " files");
        if (!wrong.isEmpty()) {
            wrong.forEach(file -> System.err.println("not formatted: " + file));
            System.err.println("run: mvn -N validate exec:exec@format");
            System.exit(1);
        }
    }
}
