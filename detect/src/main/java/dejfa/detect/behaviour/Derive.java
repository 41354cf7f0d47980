package dejfa.detect.behaviour;

import dejfa.api.Address;
import dejfa.api.Network;
import java.util.Locale;
import java.util.Set;

/// Functions that behaviours may apply to a value.
enum Derive {
    /// the registered domain of a name, as far as its shape tells: the last two labels, three under `co.uk` and its
    // like
    ZONE {
        @Override
        Object apply(String text) {
            return zone(text);
        }
    },
    /// what stands before the registered domain, dots removed
    BELOW_ZONE {
        @Override
        Object apply(String text) {
            String name = bare(text);
            return name.substring(0, name.length() - zone(name).length()).replace(".", "");
        }
    },
    LENGTH {
        @Override
        Object apply(String text) {
            return (double) text.length();
        }
    },
    /// Shannon's entropy of the characters, bits each
    ENTROPY {
        @Override
        Object apply(String text) {
            return entropy(text);
        }
    },
    /// of a URL: without scheme, host, query and fragment; lower case, as IIS compares
    PATH {
        @Override
        Object apply(String text) {
            return path(text);
        }
    },
    /// the last part of a path of any system, lower case, without a query
    FILE {
        @Override
        Object apply(String text) {
            String path = path(text.replace('\\', '/'));
            return path.substring(path.lastIndexOf('/') + 1);
        }
    },
    LOWER {
        @Override
        Object apply(String text) {
            return text.toLowerCase(Locale.ROOT);
        }
    },
    /// a number of bytes as people say it: `924 bytes`, `403 kB`, `1.2 MB`
    BYTES {
        @Override
        Object apply(String text) {
            return bytes(text);
        }
    },
    /// a number of seconds as people say it: `45 s`, `71 min`, `3.4 h`
    PERIOD {
        @Override
        Object apply(String text) {
            return period(text);
        }
    },
    /// the letter that makes a word plural, not set for one: `file[{plural(measure.files)}]`
    PLURAL {
        @Override
        Object apply(String text) {
            return number(text) == 1 ? null : "s";
        }
    },
    /// the /24 (IPv4) or /64 (IPv6) around an address
    NETWORK {
        @Override
        Object apply(String text) {
            try {
                Address address = Address.parse(text);
                return new Network(address, address.isV4() ? 96 + 24 : 64).toString();
            } catch (IllegalArgumentException e) {
                return null; // not an address: it has no network
            }
        }
    };

    /// Second labels under which names are registered in many two-letter domains (after the Public Suffix List).
    private static final Set<String> SECOND_LEVEL = Set.of(
            "ac", "co", "com", "edu", "gob", "gov", "go", "gouv", "id", "mil", "ne", "net", "nic", "or", "org", "sch");

    abstract Object apply(String text);

    static Derive byName(String name) {
        for (Derive function : values()) {
            if (function.name().equals(name.toUpperCase(Locale.ROOT).replace('-', '_'))) return function;
        }
        return null;
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException notANumber) {
            return Double.NaN;
        }
    }

    static String bytes(String text) {
        double bytes = number(text);
        if (Double.isNaN(bytes)) return null;
        if (bytes < 1) return null; // nothing counted, as in logs without sizes: nothing to say
        if (bytes < 1_000) return Math.round(bytes) == 1 ? "1 byte" : Math.round(bytes) + " bytes";
        String[] units = {"kB", "MB", "GB", "TB", "PB", "EB"};
        int unit = -1;
        do {
            bytes /= 1_000;
            unit++;
        } while (bytes >= 999.5 && unit < units.length - 1);
        return String.format(Locale.ROOT, bytes < 9.95 ? "%.1f %s" : "%.0f %s", bytes, units[unit]);
    }

    static String period(String text) {
        double seconds = number(text);
        if (Double.isNaN(seconds)) return null;
        if (seconds < 120) return Math.round(seconds) + " s";
        if (seconds < 7_200) return Math.round(seconds / 60) + " min";
        return seconds < 172_800
                ? String.format(Locale.ROOT, "%.1f h", seconds / 3_600)
                : Math.round(seconds / 86_400) + " days";
    }

    static String zone(String text) {
        String name = bare(text);
        int last = name.lastIndexOf('.');
        if (last < 0) return name;
        int second = name.lastIndexOf('.', last - 1);
        if (second < 0) return name;
        boolean registry = name.length() - last - 1 == 2 && SECOND_LEVEL.contains(name.substring(second + 1, last));
        int from = registry ? name.lastIndexOf('.', second - 1) : second;
        return name.substring(from + 1);
    }

    private static String bare(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    static double entropy(String text) {
        if (text.isEmpty()) return 0;
        int[] counts = new int[256];
        for (int i = 0; i < text.length(); i++) counts[text.charAt(i) & 255]++;
        double bits = 0;
        for (int count : counts) {
            if (count == 0) continue;
            double share = (double) count / text.length();
            bits -= share * Math.log(share) / Math.log(2);
        }
        return bits;
    }

    static String path(String text) {
        int from = 0;
        int scheme = text.indexOf("://");
        if (scheme > 0 && scheme < 8) {
            from = text.indexOf('/', scheme + 3);
            if (from < 0) return "/";
        }
        int to = text.length();
        for (char mark : new char[] {'?', '#'}) {
            int at = text.indexOf(mark, from);
            if (at >= 0 && at < to) to = at;
        }
        return text.substring(from, to).toLowerCase(Locale.ROOT);
    }
}
