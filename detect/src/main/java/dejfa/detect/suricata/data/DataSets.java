package dejfa.detect.suricata.data;

import dejfa.api.Address;
import dejfa.detect.suricata.match.IntegerTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Data sets that rules ask (user guide, "Datasets"), as loaded.
public final class DataSets {
    /// How members are written in the file.
    public enum Type {
        /// Base64 of the bytes
        STRING,
        MD5,
        SHA256,
        IPV4,
        IP;

        /// @throws IllegalArgumentException for none
        public static Type of(String text) {
            return switch (text) {
                case "string" -> STRING;
                case "md5" -> MD5;
                case "sha256" -> SHA256;
                case "ipv4" -> IPV4;
                case "ip" -> IP;
                default ->
                    throw new IllegalArgumentException(
                            "dataset has no type " + text + ", only string, md5, sha256, ipv4, ip");
            };
        }
    }

    private static final long MAX_FILE_BYTES = 256L << 20;

    private final List<Path> folders;
    private final Map<String, String> settings;
    private final Map<String, DataSet> sets = new TreeMap<>();
    private final Set<Path> files = new TreeSet<>();

    public DataSets(List<Path> folders) {
        this(folders, Map.of());
    }

    /// @param settings `datasets.…`: sets, and their limits, as Suricata's configuration names them
    public DataSets(List<Path> folders, Map<String, String> settings) {
        this.folders = folders;
        this.settings = settings;
    }

    /// All sets so far, by name.
    public Map<String, DataSet> all() {
        return sets;
    }

    /// How a file is written.
    ///
    /// @param valueKey dotted path of the member in an element
    /// @param arrayKey dotted path of the array of elements; empty where the document is the array
    /// @param dropKey the member is left out of what is told of it
    public record Form(Kind kind, String valueKey, String arrayKey, boolean dropKey) {
        /// Kinds of files.
        public enum Kind {
            /// `member` or `member,score`
            LINES,
            JSON,
            JSON_LINES
        }

        public static final Form LINES = new Form(Kind.LINES, "", "", false);

        public Form with(Kind newKind) {
            return new Form(newKind, valueKey, arrayKey, dropKey);
        }

        public Form withValueKey(String key) {
            return new Form(kind, key, arrayKey, dropKey);
        }

        public Form withArrayKey(String key) {
            return new Form(kind, valueKey, key, dropKey);
        }

        public Form withoutKey() {
            return new Form(kind, valueKey, arrayKey, true);
        }
    }

    /// Where a set comes from and goes to.
    ///
    /// @param type null where the rule leaves it to an earlier one, or to the configuration
    /// @param load null for a set that starts empty
    /// @param optional an absent file is an empty set
    /// @param save file under the data folder, or null
    /// @param memcapBytes 0 for no limit of its own
    public record Place(Type type, String load, boolean optional, String save, long memcapBytes, Form form) {}

    /// The set of that name: the one there is, or one made of what rule and configuration say.
    ///
    /// @throws IllegalArgumentException when the file can't be used
    public DataSet set(String name, Place place) {
        DataSet known = sets.get(name);
        if (known == null) {
            known = make(name, place);
            sets.put(name, known);
        } else if (place.type() != null && place.type() != known.type) {
            throw new IllegalArgumentException("the data set " + name + " is of type "
                    + known.type.name().toLowerCase(Locale.ROOT) + " elsewhere");
        }
        if (place.save() != null) known.saveTo(place.save());
        return known;
    }

    private DataSet make(String name, Place place) {
        String prefix = "datasets." + name + ".";
        Type type = place.type();
        if (type == null) type = Type.of(settings.getOrDefault(prefix + "type", "string"));
        String state = settings.get(prefix + "state");
        String file = place.load();
        if (file == null) file = state != null ? state : settings.get(prefix + "load");
        boolean optional = place.optional() || state != null && file.equals(state);
        long memcap = place.memcapBytes();
        String given = settings.getOrDefault(prefix + "memcap", settings.getOrDefault("datasets.defaults.memcap", ""));
        if (memcap == 0 && !given.isEmpty()) memcap = IntegerTest.number(given, Map.of());
        boolean empty = file == null || optional && !exists(file);
        Map<String, Object> members = empty ? new HashMap<>() : load(find(file), type, place.form());
        DataSet set = new DataSet(name, type, members, memcap);
        String save = settings.getOrDefault(prefix + "save", state);
        if (save != null) set.saveTo(Path.of(save).getFileName().toString());
        return set;
    }

    private boolean exists(String name) {
        return folders.stream().anyMatch(folder -> Files.isRegularFile(folder.resolve(name)));
    }

    /// A file beside the rules.
    public Path find(String name) {
        Path path = Path.of(name);
        for (Path folder : folders) {
            Path candidate = folder.resolve(path);
            if (!Files.isRegularFile(candidate)) continue;
            files.add(candidate);
            return candidate;
        }
        throw new IllegalArgumentException("the file " + name + " is not beside the rules");
    }

    /// Files that were found and read.
    public Set<Path> files() {
        return files;
    }

    private static Map<String, Object> load(Path path, Type type, Form form) {
        Map<String, Object> members = new HashMap<>();
        switch (form.kind()) {
            case LINES -> {
                for (String line : lines(path)) {
                    String t = line.strip();
                    if (t.isEmpty() || t.startsWith("#")) continue;
                    int comma = t.indexOf(',');
                    String member = comma < 0 ? t : t.substring(0, comma).strip();
                    members.put(
                            member(member, type),
                            comma < 0 ? "" : t.substring(comma + 1).strip());
                }
            }
            case JSON_LINES -> {
                for (String line : lines(path)) if (!line.isBlank()) element(json(line), type, form, members);
            }
            case JSON -> {
                Object document = at(json(String.join("\n", lines(path))), form.arrayKey());
                if (!(document instanceof List<?> list)) {
                    throw new IllegalArgumentException(path + " has no array at '" + form.arrayKey() + "'");
                }
                for (Object element : list) element(element, type, form, members);
            }
        }
        return members;
    }

    /// JSON is YAML 1.2, whose reader is here.
    private static Object json(String text) {
        try {
            return new Load(LoadSettings.builder().setAllowDuplicateKeys(true).build()).loadFromString(text);
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException("no JSON: " + e.getMessage(), e);
        }
    }

    private static Object at(Object value, String path) {
        Object here = value;
        if (path.isEmpty()) return here;
        for (String key : path.split("\\.")) here = here instanceof Map<?, ?> map ? map.get(key) : null;
        return here;
    }

    private static void element(Object element, Type type, Form form, Map<String, Object> members) {
        Object key = at(element, form.valueKey());
        if (key == null || !(element instanceof Map<?, ?> map)) return;
        Map<Object, Object> told = new LinkedHashMap<>(map);
        if (form.dropKey()) drop(told, form.valueKey());
        String spelled = type == Type.STRING ? key.toString() : member(key.toString(), type);
        members.put(spelled, told);
    }

    private static void drop(Map<Object, Object> map, String path) {
        int dot = path.indexOf('.');
        if (dot < 0) map.remove(path);
        else if (map.get(path.substring(0, dot)) instanceof Map<?, ?> inner) {
            Map<Object, Object> copy = new LinkedHashMap<>(inner);
            drop(copy, path.substring(dot + 1));
            map.put(path.substring(0, dot), copy);
        }
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

    /// A digest, or its hexadecimal text (ja3.hash, file digests).
    private static String digest(byte[] data, int lengthBytes, int digestBytes) {
        if (lengthBytes == 2 * digestBytes) {
            String text = new String(data, 0, lengthBytes, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
            if (text.chars().allMatch(c -> Character.digit(c, 16) >= 0)) return text;
        }
        return HexFormat.of().formatHex(data, 0, lengthBytes);
    }

    /// A member as its file writes it.
    public static String write(String member, Type type) {
        return type == Type.STRING
                ? Base64.getEncoder().encodeToString(member.getBytes(StandardCharsets.ISO_8859_1))
                : member;
    }

    /// The bytes of a buffer as a member is spelled.
    public static String spell(byte[] data, int lengthBytes, Type type) {
        return switch (type) {
            case STRING -> new String(data, 0, lengthBytes, StandardCharsets.ISO_8859_1);
            case MD5, SHA256 -> digest(data, lengthBytes, type == Type.MD5 ? 16 : 32);
            case IPV4, IP ->
                lengthBytes == 4 || lengthBytes == 16
                        ? Address.of(Arrays.copyOf(data, lengthBytes)).toString()
                        : new String(data, 0, lengthBytes, StandardCharsets.ISO_8859_1);
        };
    }
}
