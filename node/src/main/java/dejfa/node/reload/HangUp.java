package dejfa.node.reload;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Optional;

/// SIGHUP, by which an operator asks a running program to read its files again.
///
/// `sun.misc.Signal` is the only way to it that the JDK has; by reflection, because the compiler warns of the name
/// alone.
public final class HangUp implements AutoCloseable {
    private final Object signal;
    private final Object before;

    private HangUp(Object signal, Object before) {
        this.signal = signal;
        this.before = before;
    }

    /// @param action is run for each signal, in a thread of its own; short
    /// @return empty where signals can't be had (another system, a JVM started with -Xrs)
    public static Optional<HangUp> install(Runnable action) {
        InvocationHandler run = (proxy, method, arguments) -> switch (method.getName()) {
            case "handle" -> {
                action.run();
                yield null;
            }
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "reload on SIGHUP";
        };
        try {
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, run);
            Object signal = Class.forName("sun.misc.Signal")
                    .getConstructor(String.class)
                    .newInstance("HUP");
            return Optional.of(new HangUp(signal, handle(signal, proxy)));
        } catch (ReflectiveOperationException unavailable) {
            return Optional.empty();
        }
    }

    private static Object handle(Object signal, Object handler) throws ReflectiveOperationException {
        return signal.getClass()
                .getMethod("handle", signal.getClass(), Class.forName("sun.misc.SignalHandler"))
                .invoke(null, signal, handler);
    }

    @Override
    public void close() {
        try {
            handle(signal, before);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("SIGHUP was taken and can't be given back", e);
        }
    }
}
