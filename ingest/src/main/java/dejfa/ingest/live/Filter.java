package dejfa.ingest.live;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dejfa.ingest.capture.CaptureException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.regex.Pattern;

/// Programs of the kernel's classic packet filter (Documentation/networking/filter.rst), as `struct sock_fprog`.
final class Filter {
    private static final int LOAD_WORD = 0x20;
    private static final int JUMP_EQUAL = 0x15;
    private static final int RETURN = 0x06;
    /// SKF_AD_OFF + SKF_AD_PKTTYPE
    private static final int FRAME_KIND = -0x1000 + 4;

    private static final int OUTGOING = 4;
    /// what the kernel takes, less those put before
    private static final int MAX_INSTRUCTIONS = 4096 - 3;
    private static final int SNAP_BYTES = 262_144;
    /// netmask unknown: only `ip broadcast` would want it
    private static final int NO_NETMASK = -1;

    private static final List<String> LIBRARIES = List.of("libpcap.so.1", "libpcap.so.0.8", "libpcap.so");
    private static final Pattern TAG = Pattern.compile("\\bvlan\\b");

    private Filter() {}

    /// Lets no frame pass.
    static MemorySegment nothing(Arena arena) {
        return program(arena, new int[] {RETURN, 0});
    }

    /// @param instructions pairs: code (`| whenTrue << 16 | whenFalse << 24` for jumps), and operand
    static MemorySegment program(Arena arena, int[] instructions) {
        MemorySegment code = arena.allocateFrom(JAVA_INT, instructions);
        return program(arena, code, instructions.length / 2);
    }

    /// What the settings want of an interface.
    ///
    /// @param once each frame passes twice, out and in: only the second passes
    /// @return null where every frame passes
    static MemorySegment wanted(Arena arena, String expression, int linkType, boolean once) throws CaptureException {
        if (!once) return expression.isEmpty() ? null : compiled(arena, expression, linkType);
        MemorySegment rest =
                expression.isEmpty() ? program(arena, new int[] {RETURN, -1}) : compiled(arena, expression, linkType);
        MemorySegment first =
                arena.allocateFrom(JAVA_INT, LOAD_WORD, FRAME_KIND, JUMP_EQUAL | 1 << 24, OUTGOING, RETURN, 0);
        int length = Short.toUnsignedInt(rest.get(JAVA_SHORT, 0));
        MemorySegment code = arena.allocate(first.byteSize() + 8L * length, 8);
        code.copyFrom(first);
        code.asSlice(first.byteSize()).copyFrom(rest.get(ADDRESS, 8).reinterpret(8L * length));
        return program(arena, code, (int) (code.byteSize() / 8));
    }

    private static MemorySegment program(Arena arena, MemorySegment code, int length) {
        MemorySegment program = arena.allocate(16, 8);
        program.set(JAVA_SHORT, 0, (short) length);
        program.set(ADDRESS, 8, code);
        return program;
    }

    /// Compiles with the libpcap that the machine has: the language is as wide as its manual, and filters do here what
    /// they do in tcpdump.
    ///
    /// @param linkType of pcap's registry
    private static MemorySegment compiled(Arena arena, String expression, int linkType) throws CaptureException {
        if (TAG.matcher(expression).find()) {
            throw new CaptureException("the filter '" + expression + "' asks for a VLAN tag, which the kernel takes off"
                    + " before filters see a frame: leave 'vlan' out (tagged frames are matched like others)");
        }
        try (Arena library = Arena.ofConfined()) {
            return compiled(arena, library, lookup(library), expression, linkType);
        }
    }

    private static SymbolLookup lookup(Arena library) throws CaptureException {
        for (String name : LIBRARIES) {
            try {
                return SymbolLookup.libraryLookup(name, library);
            } catch (IllegalArgumentException absent) {
                // the next name, or the sentence below
            }
        }
        throw new CaptureException("--bpf needs libpcap to compile the filter, and this machine has none: install it"
                + " (Debian: apt-get install libpcap0.8, Red Hat: dnf install libpcap), or leave --bpf out");
    }

    private static MemorySegment compiled(
            Arena arena, Arena scratch, SymbolLookup pcap, String expression, int linkType) throws CaptureException {
        MethodHandle open = find(pcap, "pcap_open_dead", FunctionDescriptor.of(ADDRESS, JAVA_INT, JAVA_INT));
        MethodHandle close = find(pcap, "pcap_close", FunctionDescriptor.ofVoid(ADDRESS));
        MethodHandle compile = find(
                pcap, "pcap_compile", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT));
        MethodHandle free = find(pcap, "pcap_freecode", FunctionDescriptor.ofVoid(ADDRESS));
        MethodHandle error = find(pcap, "pcap_geterr", FunctionDescriptor.of(ADDRESS, ADDRESS));
        try {
            MemorySegment handle = (MemorySegment) open.invokeExact(linkType, SNAP_BYTES);
            try {
                MemorySegment program = scratch.allocate(16, 8);
                int done = (int) compile.invokeExact(handle, program, scratch.allocateFrom(expression), 1, NO_NETMASK);
                if (done != 0) throw refused(expression, text((MemorySegment) error.invokeExact(handle)));
                MemorySegment copy = copy(arena, program, expression);
                free.invokeExact(program);
                return copy;
            } finally {
                close.invokeExact(handle);
            }
        } catch (CaptureException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a call into libpcap failed", e);
        }
    }

    /// `struct bpf_program` is a 32-bit length and a pointer; the kernel wants a 16-bit length.
    private static MemorySegment copy(Arena arena, MemorySegment program, String expression) throws CaptureException {
        int length = program.get(JAVA_INT, 0);
        if (length < 1 || length > MAX_INSTRUCTIONS) {
            throw refused(expression, "it takes " + length + " instructions, and the kernel runs " + MAX_INSTRUCTIONS);
        }
        MemorySegment code = arena.allocate(8L * length, 8);
        code.copyFrom(program.get(ADDRESS, 8).reinterpret(8L * length));
        return program(arena, code, length);
    }

    private static CaptureException refused(String expression, String why) {
        return new CaptureException(
                "the filter '" + expression + "' is no filter: " + why + "; see pcap-filter(7) for its language");
    }

    private static String text(MemorySegment message) {
        return message.reinterpret(1024).getString(0);
    }

    private static MethodHandle find(SymbolLookup library, String name, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), type);
    }
}
