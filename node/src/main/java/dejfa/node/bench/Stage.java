package dejfa.node.bench;

import java.util.List;
import java.util.Locale;

/// Steps of the packet route, as docs/life-of-a-packet.md has them, and what the JVM does beside them.
enum Stage {
    READ,
    DECODE,
    FLOW,
    REASSEMBLY,
    PARSERS,
    SEARCH,
    RULES,
    BEHAVIOURS,
    OUTPUT,
    /// queues between the threads, and the route's own steps between those above
    ROUTE,
    /// Java whose stack names none of the above, or could not be walked
    OTHER,
    COMPILATION,
    COLLECTION,
    /// all other threads of the JVM
    JVM,
    /// Flight Recorder and this command's own thread
    MEASURING;

    private record Place(String prefix, Stage stage) {}

    /// The first that fits counts. What is used by many stages (`dejfa.api`, the JDK) is charged to its caller.
    private static final List<Place> PLACES = List.of(
            new Place("dejfa.ingest.", READ),
            new Place("dejfa.range.", READ),
            new Place("dejfa.node.bench.FlowSource", READ),
            new Place("dejfa.node.bench.SoakSource", READ),
            new Place("dejfa.node.bench.", MEASURING),
            new Place("dejfa.decode.flow.", FLOW),
            new Place("dejfa.decode.tcp.", REASSEMBLY),
            new Place("dejfa.decode.", DECODE),
            new Place("dejfa.protocols.", PARSERS),
            new Place("dejfa.detect.pattern.Vectorscan", SEARCH),
            new Place("dejfa.detect.pattern.HashFilter", SEARCH),
            new Place("dejfa.detect.pattern.PatternSearch", SEARCH),
            new Place("dejfa.detect.behaviour.", BEHAVIOURS),
            new Place("dejfa.detect.indicator.", BEHAVIOURS),
            new Place("dejfa.detect.", RULES),
            new Place("dejfa.correlate.", BEHAVIOURS),
            new Place("dejfa.intel.", BEHAVIOURS),
            new Place("dejfa.respond.", BEHAVIOURS),
            new Place("dejfa.api.Eve", OUTPUT),
            new Place("dejfa.store.", OUTPUT),
            new Place("dejfa.node.stage.Eve", OUTPUT),
            new Place("dejfa.node.stage.", OUTPUT),
            new Place("dejfa.node.route.EventFactory", OUTPUT),
            new Place("dejfa.node.route.", ROUTE),
            new Place("dejfa.node.", OUTPUT));

    /// Names of the JVM's threads as Linux shows them, cut to 15 characters.
    private static final List<Place> THREADS = List.of(
            new Place("C1 Compiler", COMPILATION),
            new Place("C2 Compiler", COMPILATION),
            // The serial collector works in the VM's own thread, beside the other safepoint operations.
            new Place("VM Thread", COLLECTION),
            new Place("GC Thread", COLLECTION),
            new Place("G1 ", COLLECTION),
            new Place("ZDriver", COLLECTION),
            new Place("ZWorker", COLLECTION),
            new Place("ZDirector", COLLECTION),
            new Place("XWorker", COLLECTION),
            new Place("Shenandoah", COLLECTION),
            new Place("JFR ", MEASURING),
            new Place(ThreadClock.THREAD_NAME, MEASURING));

    /// The stage of a method's class, or null where the caller decides.
    static Stage ofClass(String className) {
        return first(PLACES, className);
    }

    /// The stage of a thread that never has a Java stack of ours.
    static Stage ofThread(String name) {
        Stage stage = first(THREADS, name);
        return stage == null ? JVM : stage;
    }

    private static Stage first(List<Place> places, String name) {
        for (Place place : places) if (name.startsWith(place.prefix)) return place.stage;
        return null;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
