package dejfa.ingest.live;

import dejfa.api.PacketSource;
import dejfa.ingest.capture.CaptureException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Entry to this package.
public final class LiveCapture {
    /// The kernel numbers the sockets of a group in eight bits.
    public static final int MAX_SOURCES = 64;

    private LiveCapture() {}

    public static PacketSource open(String interfaceName, LiveSettings settings) throws CaptureException {
        return open(List.of(interfaceName), 1, settings, sentence -> {}).getFirst();
    }

    /// The frames of these interfaces from now on, spread over so many sources: what two addresses say to each other
    /// comes out of one source, whichever interface it passes. One thread polls a source and closes it.
    ///
    /// @param say takes sentences for the operator while the capture runs
    /// @throws CaptureException where there is no such interface, no right to capture, a faulty filter, or no Linux
    public static List<PacketSource> open(
            List<String> interfaceNames, int sources, LiveSettings settings, Consumer<String> say)
            throws CaptureException {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw new CaptureException("capturing on an interface works on Linux only: give a capture file");
        }
        if (sources < 1 || sources > MAX_SOURCES) throw new IllegalArgumentException("1 to 64 sources: " + sources);
        List<PacketSource> all = new ArrayList<>();
        List<List<RingCapture>> rings = new ArrayList<>();
        try {
            for (int i = 0; i < sources; i++) rings.add(new ArrayList<>());
            for (String name : interfaceNames) share(name, rings, settings, say);
            for (List<RingCapture> one : rings) all.add(new RingGroup(one));
            for (List<RingCapture> one : rings) for (RingCapture ring : one) ring.begin();
            return all;
        } catch (CaptureException | RuntimeException e) {
            for (List<RingCapture> one : rings) one.forEach(RingCapture::close);
            throw e;
        }
    }

    /// One ring of that interface for each source.
    private static void share(String name, List<List<RingCapture>> rings, LiveSettings settings, Consumer<String> say)
            throws CaptureException {
        int group = RingSocket.ALONE;
        int position = rings.getFirst().size();
        for (int i = 0; i < rings.size(); i++) {
            RingSocket socket = RingSocket.open(name, settings);
            // The first tells of the interface; the others hear the same.
            rings.get(i).add(new RingCapture(socket, position, i == 0 ? say : sentence -> {}));
            if (rings.size() > 1) group = socket.join(group);
        }
    }
}
