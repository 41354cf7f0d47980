package dejfa.detect.suricata.wire;

import dejfa.api.Packet;
import dejfa.detect.suricata.rule.BadRule;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// What `geoip` asks: whose address, and of which countries it must, or must not, be.
///
/// @param side `src`, `dst`, `both` or `any`
public record CountryTest(String side, Set<String> countries, boolean negated, CountryDatabase database) {
    /// @throws BadRule when it is no test
    public static CountryTest parse(String text, CountryDatabase database) {
        String side = "any";
        boolean negated = false;
        Set<String> countries = new HashSet<>();
        for (String given : text.split(",")) {
            String part = given.strip();
            switch (part.toLowerCase(Locale.ROOT)) {
                case "src", "both", "any" -> side = part.toLowerCase(Locale.ROOT);
                case "dst", "dest" -> side = "dst";
                default -> {
                    negated |= part.startsWith("!");
                    String code = part.startsWith("!") ? part.substring(1) : part;
                    if (!code.matches("[A-Za-z]{2}")) {
                        throw new BadRule("geoip: " + part + " is no country", "write its two letters, as in src,RU");
                    }
                    countries.add(code.toUpperCase(Locale.ROOT));
                }
            }
        }
        if (countries.isEmpty()) throw new BadRule("geoip names no country", "write geoip:src,RU;");
        return new CountryTest(side, Set.copyOf(countries), negated, database);
    }

    public boolean holds(Packet packet) {
        return switch (side) {
            case "src" -> source(packet);
            case "dst" -> destination(packet);
            case "both" -> source(packet) && destination(packet);
            default -> source(packet) || destination(packet);
        };
    }

    private boolean source(Packet packet) {
        return wanted(database.country(packet.sourceAddress()));
    }

    private boolean destination(Packet packet) {
        return wanted(database.country(packet.destinationAddress()));
    }

    private boolean wanted(String country) {
        return country != null && countries.contains(country) != negated;
    }
}
