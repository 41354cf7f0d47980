package dejfa.ingest.live;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dejfa.api.HotPath;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The few functions of the C library that a packet ring needs. Each stores `errno` in a segment of
/// [#ERRNO_LAYOUT_BYTES] that the caller owns.
final class Libc {
    static final long ERRNO_LAYOUT_BYTES = Linker.Option.captureStateLayout().byteSize();

    static final int EPERM = 1;
    static final int EACCES = 13;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle SOCKET = find("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle SETSOCKOPT =
            find("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle GETSOCKOPT =
            find("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle BIND = find("bind", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle GETSOCKNAME = find("getsockname", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle MMAP =
            find("mmap", ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle MUNMAP = find("munmap", JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle POLL = find("poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle CLOSE = find("close", JAVA_INT, JAVA_INT);
    private static final MethodHandle IF_NAMETOINDEX = find("if_nametoindex", JAVA_INT, ADDRESS);

    private static final MethodHandle IOCTL = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("ioctl"),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
            Linker.Option.captureCallState("errno"),
            Linker.Option.firstVariadicArg(2));

    private Libc() {}

    private static MethodHandle find(String name, MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(result, arguments),
                Linker.Option.captureCallState("errno"));
    }

    /// `errno` is the only member of the captured state on Linux.
    static int errno(MemorySegment errno) {
        return errno.get(JAVA_INT, 0);
    }

    static int socket(MemorySegment errno, int domain, int type, int protocol) {
        try {
            return (int) SOCKET.invokeExact(errno, domain, type, protocol);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int setOption(MemorySegment errno, int socket, int level, int name, MemorySegment value) {
        try {
            return (int) SETSOCKOPT.invokeExact(errno, socket, level, name, value, (int) value.byteSize());
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int getOption(
            MemorySegment errno, int socket, int level, int name, MemorySegment value, MemorySegment size) {
        try {
            return (int) GETSOCKOPT.invokeExact(errno, socket, level, name, value, size);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int bind(MemorySegment errno, int socket, MemorySegment address) {
        try {
            return (int) BIND.invokeExact(errno, socket, address, (int) address.byteSize());
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int socketName(MemorySegment errno, int socket, MemorySegment address, MemorySegment size) {
        try {
            return (int) GETSOCKNAME.invokeExact(errno, socket, address, size);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /// @return a segment at -1 where it failed
    static MemorySegment map(MemorySegment errno, int socket, long bytes) {
        int readAndWrite = 3;
        int shared = 1;
        try {
            return (MemorySegment) MMAP.invokeExact(errno, MemorySegment.NULL, bytes, readAndWrite, shared, socket, 0L);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int unmap(MemorySegment errno, MemorySegment memory) {
        try {
            return (int) MUNMAP.invokeExact(errno, memory, memory.byteSize());
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /// @param pollStructures one of 8 bytes for each socket
    @HotPath
    static int poll(MemorySegment errno, MemorySegment pollStructures, int timeoutMs) {
        try {
            return (int) POLL.invokeExact(errno, pollStructures, pollStructures.byteSize() / 8, timeoutMs);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int close(MemorySegment errno, int socket) {
        try {
            return (int) CLOSE.invokeExact(errno, socket);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /// @return 0 where there is no such interface
    static int interfaceIndex(MemorySegment errno, MemorySegment name) {
        try {
            return (int) IF_NAMETOINDEX.invokeExact(errno, name);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int control(MemorySegment errno, int socket, long request, MemorySegment argument) {
        try {
            return (int) IOCTL.invokeExact(errno, socket, request, argument);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private static IllegalStateException broken(Throwable cause) {
        return new IllegalStateException("a call into the C library failed", cause);
    }
}
