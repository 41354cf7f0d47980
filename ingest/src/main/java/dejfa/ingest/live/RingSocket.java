package dejfa.ingest.live;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dejfa.ingest.capture.CaptureException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.stream.Collectors;

/// A packet socket with its ring mapped, bound to one interface.
final class RingSocket implements AutoCloseable {
    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW = 3;
    private static final int SOCK_CLOEXEC = 0x80000;
    /// ETH_P_ALL in network order
    private static final short ALL_PROTOCOLS = 0x0300;

    private static final int SOL_SOCKET = 1;
    private static final int SO_ERROR = 4;
    private static final int SOL_PACKET = 263;
    private static final int PACKET_ADD_MEMBERSHIP = 1;
    private static final int PACKET_RX_RING = 5;
    private static final int PACKET_STATISTICS = 6;
    private static final int PACKET_VERSION = 10;
    private static final int PACKET_FANOUT = 18;
    private static final int TPACKET_V3 = 2;
    private static final int MR_PROMISC = 1;
    /// by flow, fragments put together first
    private static final int FANOUT_HASH_DEFRAG = 0x8000;

    /// A block that is not full is handed over after so long.
    static final int BLOCK_TIMEOUT_MS = 50;

    private static final int FRAME_BYTES = 2048;

    private static final int HARDWARE_LOOPBACK = 772;

    final String interfaceName;
    int linkType;
    boolean loopback;
    final Arena arena = Arena.ofShared();
    private final MemorySegment errno = arena.allocate(Libc.ERRNO_LAYOUT_BYTES, 8);
    private final MemorySegment statistics = arena.allocate(12, 4);
    private final MemorySegment size = arena.allocate(4, 4);
    private final MemorySegment pollStructure = arena.allocate(8, 4);
    private int socket = -1;
    MemorySegment ring;
    private long dropped;

    private RingSocket(String interfaceName) {
        this.interfaceName = interfaceName;
    }

    static RingSocket open(String interfaceName, LiveSettings settings) throws CaptureException {
        RingSocket socket = new RingSocket(interfaceName);
        try {
            socket.start(settings);
            return socket;
        } catch (CaptureException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private void start(LiveSettings settings) throws CaptureException {
        int index = interfaceIndex();
        if (index == 0) throw unknown();
        // Protocol 0: nothing arrives before the ring stands and the socket is bound to its interface.
        socket = check(Libc.socket(errno, AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0), "open a packet socket");
        option(PACKET_VERSION, ints(TPACKET_V3), "choose the ring's format");
        int blocks = settings.ringBytes() / LiveSettings.BLOCK_BYTES;
        int frames = settings.ringBytes() / FRAME_BYTES;
        option(
                PACKET_RX_RING,
                ints(LiveSettings.BLOCK_BYTES, blocks, FRAME_BYTES, frames, BLOCK_TIMEOUT_MS, 0, 0),
                "reserve a ring of " + (settings.ringBytes() >> 20) + " MiB");
        MemorySegment mapped = Libc.map(errno, socket, settings.ringBytes());
        if (mapped.address() == -1) throw failed("map the ring");
        ring = mapped.reinterpret(settings.ringBytes(), arena, null);
        bindTo(index);
        if (settings.promiscuous()) option(PACKET_ADD_MEMBERSHIP, ints(index, MR_PROMISC, 0, 0), "see all frames");
        if (settings.fanoutGroup() >= 0) {
            option(PACKET_FANOUT, ints(settings.fanoutGroup() | FANOUT_HASH_DEFRAG << 16), "share the interface");
        }
    }

    private void bindTo(int index) throws CaptureException {
        MemorySegment address = arena.allocate(20, 4);
        address.set(JAVA_SHORT, 0, (short) AF_PACKET);
        address.set(JAVA_SHORT, 2, ALL_PROTOCOLS);
        address.set(JAVA_INT, 4, index);
        check(Libc.bind(errno, socket, address), "listen");
        // Bound, the socket knows the interface's hardware type.
        size.set(JAVA_INT, 0, 20);
        check(Libc.socketName(errno, socket, address, size), "tell the interface's kind");
        int hardwareType = Short.toUnsignedInt(address.get(JAVA_SHORT, 8));
        loopback = hardwareType == HARDWARE_LOOPBACK;
        linkType = linkType(hardwareType);
        if (linkType < 0) {
            throw new CaptureException("interface " + interfaceName + " is of a kind that Dejfa can't read:"
                    + " capture with tcpdump -i " + interfaceName + " -w FILE and give it the file");
        }
    }

    private MemorySegment ints(int... values) {
        return arena.allocateFrom(JAVA_INT, values);
    }

    private void option(int name, MemorySegment value, String what) throws CaptureException {
        check(Libc.setOption(errno, socket, SOL_PACKET, name, value), what);
    }

    private int check(int result, String what) throws CaptureException {
        if (result < 0) throw failed(what);
        return result;
    }

    private CaptureException failed(String what) {
        int number = Libc.errno(errno);
        if (number == Libc.EPERM || number == Libc.EACCES) {
            return new CaptureException("capturing on " + interfaceName + " needs the right CAP_NET_RAW, which this"
                    + " process does not have: run it as a service with AmbientCapabilities=CAP_NET_RAW, or under sudo"
                    + " setpriv --reuid=$USER --init-groups --inh-caps=+net_raw --ambient-caps=+net_raw");
        }
        return new CaptureException("capturing on " + interfaceName + " failed: the kernel refused to " + what
                + " (error " + number + "); see errno(3), and for memory give a smaller ring");
    }

    private CaptureException unknown() {
        String known;
        try {
            known = "choose one of "
                    + NetworkInterface.networkInterfaces()
                            .map(NetworkInterface::getName)
                            .sorted()
                            .collect(Collectors.joining(", "));
        } catch (SocketException e) {
            known = "see ip link for their names";
        }
        return new CaptureException("there is no interface '" + interfaceName + "': " + known);
    }

    /// Link type of pcap's registry for an ARPHRD_ number of if_arp.h, or -1.
    private static int linkType(int hardwareType) {
        return switch (hardwareType) {
            case 1, HARDWARE_LOOPBACK -> 1; // Ethernet, and the loopback, which has Ethernet headers
            case 768, 769, 776, 65_534 -> 101; // tunnels and tun devices: bare IP
            case 802 -> 119; // Wi-Fi monitor with Prism header
            case 801 -> 105; // Wi-Fi frames
            case 803 -> 127; // Wi-Fi with radiotap header
            default -> -1;
        };
    }

    /// @return 0 where the interface is gone
    int interfaceIndex() {
        try (Arena name = Arena.ofConfined()) {
            return Libc.interfaceIndex(errno, name.allocateFrom(interfaceName));
        }
    }

    /// Waits until the ring has a block or the time is over.
    ///
    /// @return false where the socket reports an error ([#error])
    boolean await(int timeoutMs) {
        pollStructure.set(JAVA_INT, 0, socket);
        pollStructure.set(JAVA_INT, 4, 1);
        int ready = Libc.poll(errno, pollStructure, timeoutMs);
        int errorOrHangup = 0x08 | 0x10;
        return ready <= 0 || (pollStructure.get(JAVA_SHORT, 6) & errorOrHangup) == 0;
    }

    /// Fetches and clears the pending error of the socket.
    synchronized int error() {
        size.set(JAVA_INT, 0, 4);
        int result = Libc.getOption(errno, socket, SOL_SOCKET, SO_ERROR, statistics, size);
        return result < 0 ? Libc.errno(errno) : statistics.get(JAVA_INT, 0);
    }

    /// Frames that the kernel dropped since the start, as the ring was full.
    synchronized long dropped() {
        if (socket < 0) return dropped;
        size.set(JAVA_INT, 0, 12);
        // The kernel counts from the last time it was asked.
        if (Libc.getOption(errno, socket, SOL_PACKET, PACKET_STATISTICS, statistics, size) == 0) {
            dropped += Integer.toUnsignedLong(statistics.get(JAVA_INT, 4));
        }
        return dropped;
    }

    @Override
    public synchronized void close() {
        if (!arena.scope().isAlive()) return;
        dropped();
        if (ring != null) Libc.unmap(errno, ring);
        if (socket >= 0) Libc.close(errno, socket);
        ring = null;
        socket = -1;
        arena.close();
    }
}
