package dejfa.node.verify;

import dejfa.node.Dejfa;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `requires` of a case or a check: is it meant for the version whose rule language this is?
final class Requires {
    /// The version that the suite is held against.
    static final int[] VERSION = {9, 0, 0};
    /// Build features taken as present when a test asks for one.
    private static final List<String> FEATURES = List.of("HAVE_JA3", "HAVE_JA4", "MAGIC", "liblz4", "HAVE_LIBLZ4");
    private static final Pattern NUMBERS = Pattern.compile("\\s*(\\d{1,9})(?:\\.(\\d{1,9}))?(?:\\.(\\d{1,9}))?.*");

    private Requires() {}

    /// @return why it doesn't apply, or null where it does
    /// @throws IllegalArgumentException when a version can't be read
    static String unmet(Object requires) {
        if (!(requires instanceof Map<?, ?> map)) return null;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String why = unmet(String.valueOf(entry.getKey()), entry.getValue());
            if (why != null) return why;
        }
        return null;
    }

    private static String unmet(String key, Object wanted) {
        return switch (key) {
            case "min-version" -> order(wanted) < 0 ? "for version " + wanted + " and newer" : null;
            case "lt-version" -> order(wanted) >= 0 ? "for versions older than " + wanted : null;
            case "gt-version" -> order(wanted) <= 0 ? "for versions newer than " + wanted : null;
            case "version" -> isVersion(wanted) ? null : "only for version " + wanted;
            case "features" -> missing(wanted);
            case "os" ->
                System.getProperty("os.name")
                                .toLowerCase(Locale.ROOT)
                                .startsWith(wanted.toString().toLowerCase(Locale.ROOT))
                        ? null
                        : "only for " + wanted;
            case "pcap" -> null;
            default -> "requires " + key + ", which " + Dejfa.NAME + " doesn't know";
        };
    }

    private static String missing(Object wanted) {
        if (!(wanted instanceof List<?> names)) return null;
        for (Object name : names) if (!FEATURES.contains(String.valueOf(name))) return "wants the feature " + name;
        return null;
    }

    /// Ours against the wanted one; parts that are left out count as 0.
    private static int order(Object wanted) {
        int[] parts = parts(wanted);
        for (int i = 0; i < 3; i++) {
            int order = Integer.compare(VERSION[i], Math.max(0, parts[i]));
            if (order != 0) return order;
        }
        return 0;
    }

    private static boolean isVersion(Object wanted) {
        int[] parts = parts(wanted);
        for (int i = 0; i < 3; i++) if (parts[i] >= 0 && parts[i] != VERSION[i]) return false;
        return true;
    }

    /// -1 for parts that are left out.
    private static int[] parts(Object version) {
        Matcher found = NUMBERS.matcher(String.valueOf(version));
        if (!found.matches()) throw new IllegalArgumentException("unreadable version " + version);
        int[] parts = new int[3];
        for (int i = 0; i < 3; i++) {
            parts[i] = found.group(i + 1) == null ? -1 : Integer.parseInt(found.group(i + 1));
        }
        return parts;
    }
}
