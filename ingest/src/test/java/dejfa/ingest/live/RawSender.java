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
import java.lang.invoke.MethodHandle;

/// Puts frames on an interface as they are.
final class RawSender implements AutoCloseable {
    private static final MethodHandle WRITE = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("write"),
                    FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment errno = arena.allocate(Libc.ERRNO_LAYOUT_BYTES, 8);
    private final int socket;

    RawSender(String interfaceName) {
        socket = Libc.socket(errno, 17, 3, 0);
        MemorySegment address = arena.allocate(20, 4);
        address.set(JAVA_SHORT, 0, (short) 17);
        address.set(JAVA_INT, 4, Libc.interfaceIndex(errno, arena.allocateFrom(interfaceName)));
        Libc.bind(errno, socket, address);
    }

    static void send(String interfaceName, byte[] frame) {
        try (RawSender sender = new RawSender(interfaceName)) {
            sender.send(frame, 1);
        }
    }

    void send(byte[] frame, int times) {
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment bytes = scratch.allocateFrom(JAVA_BYTE, frame);
            for (int i = 0; i < times; i++) {
                long written = (long) WRITE.invokeExact(socket, bytes, (long) frame.length);
                if (written != frame.length) throw new IllegalStateException("the frame was not sent: " + written);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        Libc.close(errno, socket);
        arena.close();
    }
}
