package dejfa.ingest.live;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dejfa.ingest.capture.CaptureException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A packet socket with its ring mapped, bound to one interface. Nothing arrives before [#begin()].
final class RingSocket implements AutoCloseable {
    /// no group yet
    static final int ALONE = -1;
    /// A block that is not full is handed over after so long.
    static final int BLOCK_TIMEOUT_MS = 50;

    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW = 3;
    private static final int SOCK_CLOEXEC = 0x80000;
    /// ETH_P_ALL in network order
    private static final short ALL_PROTOCOLS = 0x0300;

    private static final int SOL_SOCKET = 1;
    private static final int SO_ERROR = 4;
    private static final int SO_ATTACH_FILTER = 26;
    private static final int SO_DETACH_FILTER = 27;
    private static final int SOL_PACKET = 263;
    private static final int PACKET_ADD_MEMBERSHIP = 1;
    private static final int PACKET_RX_RING = 5;
    private static final int PACKET_STATISTICS = 6;
    private static final int PACKET_VERSION = 10;
    private static final int PACKET_FANOUT = 18;
    private static final int PACKET_FANOUT_DATA = 22;
    private static final int TPACKET_V3 = 2;
    private static final int MR_PROMISC = 1;
    private static final int FANOUT_BY_PROGRAM = 6;
    /// the kernel chooses a number that no other process has
    private static final int FANOUT_NEW = 0x2000;

    private static final int FRAME_BYTES = 2048;

    private static final int HARDWARE_LOOPBACK = 772;
    /// all interfaces of the namespace, those without addresses too
    private static final Path INTERFACES = Path.of("/proc/self/net/dev");
    // netdevice(7)
    private static final long GET_FLAGS = 0x8913;
    private static final int IFREQ_BYTES = 40;
    private static final int IFREQ_FLAGS = 16;
    private static final int UP = 1;

    final String interfaceName;
    final Arena arena = Arena.ofShared();
    int linkType;
    MemorySegment ring;
    private final MemorySegment errno = arena.allocate(Libc.ERRNO_LAYOUT_BYTES, 8);
    private final MemorySegment statistics = arena.allocate(12, 4);
    private final MemorySegment size = arena.allocate(4, 4);
    /// null: every frame is wanted
    private MemorySegment wanted;

    private int index;
    private int socket = -1;
    private long received;
    private long dropped;

    private RingSocket(String interfaceName) {
        this.interfaceName = interfaceName;
    }

    static RingSocket open(String interfaceName, LiveSettings settings) throws CaptureException {
        RingSocket socket = new RingSocket(interfaceName);
        try {
            socket.prepare(settings);
            return socket;
        } catch (CaptureException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private void prepare(LiveSettings settings) throws CaptureException {
        index = interfaceIndex();
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
        filter(Filter.nothing(arena));
        int hardwareType = bindTo(index);
        linkType = linkType(hardwareType);
        if (linkType < 0) {
            throw new CaptureException("interface " + interfaceName + " is of a kind that Dejfa can't read:"
                    + " capture with tcpdump -i " + interfaceName + " -w FILE and give it the file");
        }
        wanted = Filter.wanted(arena, settings.filter(), linkType, hardwareType == HARDWARE_LOOPBACK);
        // The membership is the socket's: it ends with the process, however that ends.
        if (settings.promiscuous()) option(PACKET_ADD_MEMBERSHIP, ints(index, MR_PROMISC, 0, 0), "see all frames");
    }

    /// @return the interface's hardware type, which the bound socket knows
    private int bindTo(int interfaceIndex) throws CaptureException {
        MemorySegment address = arena.allocate(20, 4);
        address.set(JAVA_SHORT, 0, (short) AF_PACKET);
        address.set(JAVA_SHORT, 2, ALL_PROTOCOLS);
        address.set(JAVA_INT, 4, interfaceIndex);
        check(Libc.bind(errno, socket, address), "listen");
        size.set(JAVA_INT, 0, 20);
        check(Libc.socketName(errno, socket, address, size), "tell the interface's kind");
        return Short.toUnsignedInt(address.get(JAVA_SHORT, 8));
    }

    /// Shares the interface's frames with the other sockets of the group.
    ///
    /// @param group that a socket before made, or [#ALONE]
    /// @return the group
    int join(int group) throws CaptureException {
        boolean first = group == ALONE;
        int how = FANOUT_BY_PROGRAM | (first ? FANOUT_NEW : 0);
        option(PACKET_FANOUT, ints((first ? 0 : group) | how << 16), "share the interface");
        if (!first) return group;
        option(PACKET_FANOUT_DATA, Filter.program(arena, Spread.program()), "spread the frames");
        size.set(JAVA_INT, 0, 4);
        check(Libc.getOption(errno, socket, SOL_PACKET, PACKET_FANOUT, statistics, size), "tell the group");
        return statistics.get(JAVA_INT, 0) & 0xffff;
    }

    /// From now on frames arrive.
    void begin() throws CaptureException {
        if (wanted != null) filter(wanted);
        else check(Libc.setOption(errno, socket, SOL_SOCKET, SO_DETACH_FILTER, ints(0)), "begin");
    }

    /// From now on no further frame arrives; those in the ring stay.
    synchronized void stop() {
        if (socket >= 0) Libc.setOption(errno, socket, SOL_SOCKET, SO_ATTACH_FILTER, Filter.nothing(arena));
    }

    private void filter(MemorySegment program) throws CaptureException {
        check(Libc.setOption(errno, socket, SOL_SOCKET, SO_ATTACH_FILTER, program), "filter frames");
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
            return new CaptureException(Privilege.missing(interfaceName));
        }
        return new CaptureException("capturing on " + interfaceName + " failed: the kernel refused to " + what
                + " (error " + number + "); see errno(3), and for memory give a smaller ring (--ring)");
    }

    private CaptureException unknown() {
        String known;
        try (Stream<String> lines = Files.lines(INTERFACES)) {
            known = "choose one of "
                    + lines.filter(line -> line.contains(":"))
                            .map(line -> line.substring(0, line.indexOf(':')).strip())
                            .sorted()
                            .collect(Collectors.joining(", "));
        } catch (IOException | UncheckedIOException e) {
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

    private int interfaceIndex() {
        try (Arena name = Arena.ofConfined()) {
            return Libc.interfaceIndex(errno, name.allocateFrom(interfaceName));
        }
    }

    /// Deleted, or another one bears its name now.
    boolean isGone() {
        return interfaceIndex() != index;
    }

    boolean isUp() {
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment request = scratch.allocate(IFREQ_BYTES, 8);
            request.setString(0, interfaceName);
            boolean known = Libc.control(errno, socket, GET_FLAGS, request) == 0;
            return known && (request.get(JAVA_SHORT, IFREQ_FLAGS) & UP) != 0;
        }
    }

    /// Puts the question "has it frames, or an error?" into a `struct pollfd`.
    void ask(MemorySegment pollStructure, long at) {
        pollStructure.set(JAVA_INT, at, socket);
        pollStructure.set(JAVA_INT, at + 4, 1);
    }

    /// Fetches and clears the pending error of the socket.
    synchronized int error() {
        size.set(JAVA_INT, 0, 4);
        int result = Libc.getOption(errno, socket, SOL_SOCKET, SO_ERROR, statistics, size);
        return result < 0 ? Libc.errno(errno) : statistics.get(JAVA_INT, 0);
    }

    /// Frames that the filter let pass since the start, those dropped among them.
    synchronized long received() {
        count();
        return received;
    }

    /// Of them, those that the kernel dropped as the ring was full.
    synchronized long dropped() {
        count();
        return dropped;
    }

    private void count() {
        if (socket < 0) return;
        size.set(JAVA_INT, 0, 12);
        // The kernel counts from the last time it was asked.
        if (Libc.getOption(errno, socket, SOL_PACKET, PACKET_STATISTICS, statistics, size) != 0) return;
        received += Integer.toUnsignedLong(statistics.get(JAVA_INT, 0));
        dropped += Integer.toUnsignedLong(statistics.get(JAVA_INT, 4));
    }

    @Override
    public synchronized void close() {
        if (!arena.scope().isAlive()) return;
        count();
        if (ring != null) Libc.unmap(errno, ring);
        if (socket >= 0) Libc.close(errno, socket);
        ring = null;
        socket = -1;
        arena.close();
    }
}
