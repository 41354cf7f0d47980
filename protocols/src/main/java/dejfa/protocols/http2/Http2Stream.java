package dejfa.protocols.http2;

import dejfa.api.BodyWindow;
import dejfa.api.Direction;
import dejfa.api.FileTransfer;
import dejfa.api.Transaction;
import dejfa.protocols.Ascii;
import dejfa.protocols.HeaderParameters;
import dejfa.protocols.http.BodySink;
import dejfa.protocols.http.Uploads;
import dejfa.protocols.http.body.Budget;
import dejfa.protocols.http.body.ByteSink;
import dejfa.protocols.http.body.ContentCodings;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// One stream: a request with its answer.
final class Http2Stream {
    static final int HEADERS = 2;
    static final int BODY = 3;
    /// The side has sent END_STREAM; WINDOW_UPDATE and the like may still follow until the stream is closed.
    static final int HALF_CLOSED = 50;

    /// What is held of one side.
    private static final class Side {
        HeaderBlock block;
        boolean ended;
        FileTransfer file;
        Budget budget;
        ByteSink body;
    }

    final int id;
    final Transaction transaction;
    private final HeaderSlots slots;
    private final Side[] sides = {new Side(), new Side()};
    private byte[] path = new byte[0];

    Http2Stream(int id, Transaction transaction) {
        this.id = id;
        this.transaction = transaction;
        this.slots = new HeaderSlots(transaction, this::anomaly);
    }

    void anomaly(String name) {
        if (!transaction.anomalies.contains(name)) transaction.anomaly(name);
    }

    boolean isOver() {
        return sides[0].ended && sides[1].ended;
    }

    boolean hasEnded(Direction direction) {
        return sides[direction.ordinal()].ended;
    }

    void headers(Direction direction, HeaderBlock block) {
        Side side = sides[direction.ordinal()];
        slots.list(direction, block);
        if (direction == Direction.TO_CLIENT && block.isInterim() || side.block != null) return;
        side.block = block;
        if (direction == Direction.TO_SERVER) {
            slots.request(block);
            path = pathOf(block);
            if (isDns()) Doh2.question(block, transaction, this::anomaly);
        } else {
            slots.response(block);
        }
        transaction.progress(direction, HEADERS);
    }

    /// The request that HTTP/1 carried (RFC 7540 §3.2): rules have seen it there, events show it with its answer.
    void upgraded(HeaderBlock block) {
        sides[Direction.TO_SERVER.ordinal()].block = block;
        path = pathOf(block);
        slots.show(Direction.TO_SERVER, block);
        slots.showRequest(block);
        transaction.progress(Direction.TO_SERVER, HEADERS);
    }

    private static byte[] pathOf(HeaderBlock block) {
        byte[] target = block.value(":path");
        if (target == null) return new byte[0];
        int query = Ascii.indexOf(target, '?');
        return query < 0 ? target : Arrays.copyOf(target, query);
    }

    private boolean isDns() {
        return transaction.slots.schema() == Doh2.SCHEMA;
    }

    void data(Direction direction, MemorySegment bytes, long offset, int count) {
        Side side = sides[direction.ordinal()];
        if (side.body == null) open(direction, side);
        side.budget.wire(count);
        side.body.write(bytes, offset, count);
        transaction.progress(direction, BODY);
    }

    private void open(Direction direction, Side side) {
        side.budget = new Budget(this::compression);
        HeaderBlock block = side.block == null ? new HeaderBlock() : side.block;
        ByteSink beside = null;
        if (isDns() && Doh2.isMessage(block)) beside = Doh2.sink(direction, transaction, this::anomaly);
        else if (direction == Direction.TO_SERVER) beside = Uploads.of(block.value("content-type"), transaction);
        byte[] given = HeaderParameters.fileName(block.value("content-disposition"));
        BodyWindow window;
        if (direction == Direction.TO_SERVER && beside != null && !isDns()) window = new BodyWindow();
        else {
            side.file = transaction.openFile(direction, given != null ? given : path);
            window = side.file.body;
        }
        transaction.set(Sides.of(direction).body(), window);
        side.body = ContentCodings.layers(
                block.text("content-encoding"),
                new BodySink(transaction, window, side.file, beside),
                side.budget,
                this::compression);
    }

    private void compression(String name) {
        if (!name.equals("abnormal_ce_header")) anomaly("failed_decompression");
    }

    /// Bytes of the body never came.
    void missing(Direction direction) {
        FileTransfer file = sides[direction.ordinal()].file;
        if (file != null) file.gaps = true;
    }

    /// The sender has said all.
    void end(Direction direction) {
        Side side = sides[direction.ordinal()];
        if (side.ended) return;
        side.ended = true;
        if (side.body != null) side.body.end();
        transaction.progress(direction, HALF_CLOSED);
        if (isOver()) transaction.complete();
        else if (isDns()) transaction.progress(direction, Transaction.COMPLETE);
    }

    /// Nothing more comes, although the end was not seen.
    void abort(Direction direction) {
        Side side = sides[direction.ordinal()];
        if (side.ended) return;
        if (side.file != null) side.file.truncate();
        end(direction);
    }

    void abort() {
        for (Direction direction : Direction.values()) abort(direction);
    }
}
