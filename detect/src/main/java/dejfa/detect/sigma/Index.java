package dejfa.detect.sigma;

import dejfa.api.HotPath;
import dejfa.api.log.LogOrigin;
import dejfa.api.log.LogRecord;
import dejfa.detect.pattern.PatternCompiler;
import dejfa.detect.sigma.match.FieldMap;
import dejfa.detect.sigma.match.Group;
import dejfa.detect.sigma.match.Program;
import dejfa.detect.sigma.source.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Which rules a record can make fire, by what wrote it, its channel and its event id. A kind of record is put
/// together when the first of it comes; what no rule names (other channels, other ids) is one kind, so there are
/// few.
final class Index {
    /// A rule's condition in one of its places.
    ///
    /// @param eventIds any of these; null for all
    record Variant(int rule, int node, Place place, long[] eventIds) {}

    /// More names of channels than that come from nowhere but an attacker.
    private static final int MAX_CHANNEL_NAMES = 10_000;

    private static final int UNKNOWN_ID = 0;
    private static final int OTHER_ID = 1;

    private final Program program;
    private final List<Variant> variants;
    private final PatternCompiler compiler;
    private final Map<String, Integer> channels = new HashMap<>();
    private final long[] eventIds;
    private final Set<String> names = new TreeSet<>();
    private final Map<String, Integer> kinds = new HashMap<>();
    private final Map<Integer, List<Variant>> byRule;
    private final List<Group> groups = new ArrayList<>();

    Index(Program program, List<Variant> variants, PatternCompiler compiler) {
        this.program = program;
        this.variants = variants;
        this.compiler = compiler;
        this.byRule = variants.stream().collect(Collectors.groupingBy(Variant::rule));
        Set<Long> ids = new TreeSet<>();
        for (Variant variant : variants) {
            Place place = variant.place();
            for (String channel : place.channels()) channels.putIfAbsent(channel, channels.size() + 1);
            ids.addAll(place.eventIds());
            if (variant.eventIds() != null) for (long id : variant.eventIds()) ids.add(id);
            for (String name : Arrays.asList(place.product(), place.service(), place.category())) {
                if (name != null) names.add(name);
            }
        }
        eventIds = ids.stream().mapToLong(Long::longValue).toArray();
    }

    /// A thread's own way in.
    Lookup lookup() {
        return new Lookup();
    }

    /// A rule's conditions, one for each of its places.
    List<Variant> variants(int rule) {
        return byRule.getOrDefault(rule, List.of());
    }

    /// What fields are called where that condition of the rule looks.
    FieldMap fields(int rule, int node) {
        for (Variant variant : variants(rule))
            if (variant.node() == node) return variant.place().fields();
        return FieldMap.NONE;
    }

    /// @return null where any event id will do
    long[] eventIds(int rule, int node) {
        for (Variant variant : variants(rule)) if (variant.node() == node) return variant.eventIds();
        return null;
    }

    synchronized Group group(int kind) {
        return groups.get(kind);
    }

    synchronized void close() {
        groups.forEach(Group::close);
        groups.clear();
        kinds.clear();
    }

    /// @param channel number, 0 for one that no rule names
    /// @param id position in `eventIds` + 2, or one of the two above
    private synchronized int kind(LogOrigin origin, int channel, int id) {
        // What no rule names makes no difference.
        LogOrigin plain = new LogOrigin(known(origin.product()), known(origin.service()), known(origin.category()));
        return kinds.computeIfAbsent(plain + "/" + channel + "/" + id, key -> {
            groups.add(group(plain, channel, id));
            return groups.size() - 1;
        });
    }

    private String known(String name) {
        return name != null && names.contains(name) ? name : null;
    }

    private Group group(LogOrigin origin, int channel, int id) {
        String name = channel == 0
                ? null
                : channels.entrySet().stream()
                        .filter(entry -> entry.getValue() == channel)
                        .findFirst()
                        .orElseThrow()
                        .getKey();
        Map<Integer, List<Integer>> conditions = new TreeMap<>();
        for (Variant variant : variants) {
            Place place = variant.place();
            boolean fits = place.covers(origin)
                    && (place.channels().isEmpty()
                            || name != null && place.channels().contains(name))
                    && (place.eventIds().isEmpty()
                            || id > OTHER_ID && place.eventIds().contains(eventIds[id - 2]))
                    && (variant.eventIds() == null
                            || id == UNKNOWN_ID
                            || id > OTHER_ID && Arrays.binarySearch(variant.eventIds(), eventIds[id - 2]) >= 0);
            if (!fits || variant.node() == 0) continue;
            List<Integer> rules = conditions.computeIfAbsent(variant.node(), key -> new ArrayList<>());
            if (!rules.contains(variant.rule())) rules.add(variant.rule());
        }
        return new Group(program, conditions, compiler);
    }

    final class Lookup {
        private final Map<String, Integer> channelNumbers = new HashMap<>();
        private final Map<LogOrigin, Map<Integer, int[]>> known = new HashMap<>();
        private LogOrigin lastOrigin;
        private String lastChannel;
        private int[] lastKinds;

        /// @return the number of the record's kind
        @HotPath
        int kind(LogRecord record) {
            String channel = record.channel;
            LogOrigin origin = record.origin;
            if (lastKinds == null || origin != lastOrigin || channel != lastChannel) {
                lastKinds = kinds(origin, number(channel));
                lastOrigin = origin;
                lastChannel = channel;
            }
            int id = position(record.eventId);
            int kind = lastKinds[id] - 1;
            if (kind >= 0) return kind;
            kind = Index.this.kind(origin, number(channel), id);
            lastKinds[id] = kind + 1;
            return kind;
        }

        private int position(long eventId) {
            if (eventId < 0) return UNKNOWN_ID;
            int found = Arrays.binarySearch(eventIds, eventId);
            return found < 0 ? OTHER_ID : found + 2;
        }

        private int number(String channel) {
            if (channel == null) return 0;
            Integer number = channelNumbers.get(channel);
            if (number != null) return number;
            int found = channels.getOrDefault(channel.toLowerCase(Locale.ROOT), 0);
            if (channelNumbers.size() < MAX_CHANNEL_NAMES) channelNumbers.put(channel, found);
            return found;
        }

        private int[] kinds(LogOrigin origin, int channel) {
            Map<Integer, int[]> byChannel = known.get(origin);
            if (byChannel == null) known.put(origin, byChannel = new HashMap<>());
            int[] kinds = byChannel.get(channel);
            if (kinds == null) byChannel.put(channel, kinds = new int[eventIds.length + 2]);
            return kinds;
        }
    }
}
