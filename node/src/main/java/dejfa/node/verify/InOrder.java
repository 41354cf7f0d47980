package dejfa.node.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// Pieces of work on several threads, their results handed on in the order of the pieces.
final class InOrder {
    private InOrder() {}

    static <T> void run(int threads, List<Callable<T>> pieces, Consumer<T> out) {
        try (ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, Math.min(threads, pieces.size())))) {
            List<Future<T>> results = new ArrayList<>(pieces.size());
            for (Callable<T> piece : pieces) results.add(pool.submit(piece));
            for (Future<T> result : results) out.accept(result.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
