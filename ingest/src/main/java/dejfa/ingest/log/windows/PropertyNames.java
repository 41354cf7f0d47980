package dejfa.ingest.log.windows;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// The names of events' data in the order of their providers' templates: exports that give the values alone
/// (`Get-WinEvent`'s `Properties`) get them back by it. Made by `.ci/windows-properties`.
final class PropertyNames {
    private record Event(String provider, long id, int count) {}

    private static final Map<Event, byte[][]> NAMES = load();

    private PropertyNames() {}

    /// @return null where that event, with so many properties, isn't known
    static byte[][] of(String provider, long id, int count) {
        return NAMES.get(new Event(provider, id, count));
    }

    private static Map<Event, byte[][]> load() {
        Map<Event, byte[][]> all = new HashMap<>();
        try (InputStream in = PropertyNames.class.getResourceAsStream("properties.tsv");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("#")) continue;
                String[] columns = line.split("\t");
                String[] names = columns[2].split(",");
                byte[][] bytes = new byte[names.length][];
                for (int i = 0; i < names.length; i++) bytes[i] = names[i].getBytes(StandardCharsets.UTF_8);
                all.put(new Event(columns[0], Long.parseLong(columns[1]), names.length), bytes);
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
