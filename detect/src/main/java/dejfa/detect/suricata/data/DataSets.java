package dejfa.detect.suricata.data;

import dejfa.api.Address;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Data sets that rules ask (user guide, "Datasets"): loaded once, read only.
public final class DataSets {
    /// How members are written in the file.
    public enum Type {
        /// Base64 of the bytes
        STRING,
        MD5,
        SHA256,
        IPV4,
        IP
    }

    private static final long MAX_FILE_BYTES = 256L << 20;

    private final List<Path> folders;
    private final Map<String, Set<String>> sets = new HashMap<>();

    public DataSets(List<Path> folders) {
        this.folders = folders;
    }

    /// @param fileName null for a set that starts empty
    /// @param optional an absent file is an empty set
    /// @throws IllegalArgumentException when the file can't be used
    public Set<String> set(String name, Type type, String fileName, boolean optional) {
        Set<String> known = sets.get(name);
        if (known == null) {
            boolean empty = fileName == null || optional && !exists(fileName);
            known = empty ? new HashSet<>() : load(find(fileName), type);
            sets.put(name, known);
        }
        return known;
    }

    private boolean exists(String name) {
        return folders.stream().anyMatch(folder -> Files.isRegularFile(folder.resolve(name)));
    }

    /// A file beside the rules.
    public Path find(String name) {
        Path path = Path.of(name);
        for (Path folder : folders) {
            Path candidate = folder.resolve(path);
            if (Files.isRegularFile(candidate)) return candidate;
        }
        throw new IllegalArgumentException("the file " + name + " is not beside the rules");
    }

    private static Set<String> load(Path path, Type type) {
        Set<String> members = new HashSet<>();
        for (String line : lines(path)) {
            String t = line.strip();
            if (t.isEmpty() || t.startsWith("#")) continue;
            int comma = t.indexOf(',');
            members.add(member(comma < 0 ? t : t.substring(0, comma).strip(), type));
        }
        return members;
    }

    /// @throws IllegalArgumentException when it can't be read
    public static List<String> lines(Path path) {
        try {
            if (Files.size(path) > MAX_FILE_BYTES) {
                throw new IllegalArgumentException(path + " is larger than " + (MAX_FILE_BYTES >> 20) + " MiB");
            }
            return Files.readString(path, StandardCharsets.ISO_8859_1).lines().toList();
        } catch (IOException e) {
            throw new IllegalArgumentException(path + " can't be read: " + e.getMessage(), e);
        }
    }

    private static String member(String text, Type type) {
        return switch (type) {
            case STRING -> new String(Base64.getDecoder().decode(text), StandardCharsets.ISO_8859_1);
            case MD5, SHA256 -> text.toLowerCase(Locale.ROOT);
            case IPV4, IP -> Address.parse(text).toString();
        };
    }

    /// The bytes of a buffer as a member is spelled.
    public static String spell(byte[] data, int lengthBytes, Type type) {
        return switch (type) {
            case STRING -> new String(data, 0, lengthBytes, StandardCharsets.ISO_8859_1);
            case MD5, SHA256 -> HexFormat.of().formatHex(data, 0, lengthBytes);
            case IPV4, IP ->
                lengthBytes == 4 || lengthBytes == 16
                        ? Address.of(Arrays.copyOf(data, lengthBytes)).toString()
                        : new String(data, 0, lengthBytes, StandardCharsets.ISO_8859_1);
        };
    }
}
