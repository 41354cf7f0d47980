package dejfa.ingest.live;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;

/// Puts one frame on an interface as it is.
final class RawSender {
    private RawSender() {}

    static void send(String interfaceName, byte[] frame) throws Throwable {
        Linker linker = Linker.nativeLinker();
        var write = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("write"),
                FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(Libc.ERRNO_LAYOUT_BYTES, 8);
            int socket = Libc.socket(errno, 17, 3, 0);
            MemorySegment address = arena.allocate(20, 4);
            address.set(JAVA_SHORT, 0, (short) 17);
            address.set(JAVA_INT, 4, Libc.interfaceIndex(errno, arena.allocateFrom(interfaceName)));
            Libc.bind(errno, socket, address);
            MemorySegment bytes = arena.allocateFrom(JAVA_BYTE, frame);
            long written = (long) write.invokeExact(socket, bytes, (long) frame.length);
            Libc.close(errno, socket);
            if (written != frame.length) throw new IllegalStateException("the frame was not sent: " + written);
        }
    }
}
