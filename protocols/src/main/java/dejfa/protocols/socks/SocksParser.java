package dejfa.protocols.socks;

import dejfa.api.Address;
import dejfa.api.Direction;
import dejfa.api.FlowParser;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.wire.Pending;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Follows the hand-shake to the proxy's last answer, behind which the other protocol begins.
final class SocksParser implements FlowParser {
    /// Longest user id or name: one byte of length in version 5, up to a zero byte in version 4.
    static final int MAX_TEXT_BYTES = 255;

    /// What comes next of a direction.
    private enum Step {
        GREETING,
        PASSWORD,
        REQUEST,
        DONE
    }

    private final Pending fromClient = new Pending(2048);
    private final Pending fromServer = new Pending(2048);
    private Step client = Step.GREETING;
    private Step server = Step.GREETING;
    private int version;
    private int chosen = -1;
    private Transaction transaction;

    @Override
    public void accept(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
        if (transaction == null) transaction = out.open(SocksFields.SCHEMA);
        if (direction == Direction.TO_SERVER) {
            // More than the buffer before the proxy has answered is nobody's hand-shake.
            if (fromClient.append(bytes, offset, lengthBytes) < lengthBytes) giveUp(out);
        } else if (fromServer.append(bytes, offset, lengthBytes) < lengthBytes && client != Step.DONE) {
            giveUp(out);
        }
        int before = -1;
        while (before != progress()) {
            before = progress();
            readClient(out);
            readServer(out, lengthBytes);
        }
    }

    private int progress() {
        return client.ordinal() * 10 + server.ordinal();
    }

    private void readClient(Transactions out) {
        switch (client) {
            case GREETING -> {
                if (fromClient.length() < 2) return;
                version = fromClient.at(0);
                if (version == 4) requestOfFour();
                else if (fromClient.length() >= 2 + fromClient.at(1)) {
                    fromClient.drop(2 + fromClient.at(1));
                    client = Step.REQUEST;
                }
                transaction.set(SocksFields.VERSION, version);
            }
            case PASSWORD -> password();
            case REQUEST -> {
                if (server == Step.GREETING) return;
                if (chosen == 2 && fromClient.length() > 0 && fromClient.at(0) == 1) {
                    client = Step.PASSWORD;
                    password();
                } else request(out);
            }
            case DONE -> {}
        }
    }

    /// RFC 1929: version 1, user, password; the password is not kept.
    private void password() {
        if (fromClient.length() < 2) return;
        int user = fromClient.at(1);
        if (fromClient.length() < 3 + user) return;
        int all = 3 + user + fromClient.at(2 + user);
        if (fromClient.length() < all) return;
        byte[] message = fromClient.take(all);
        transaction.set(SocksFields.USER, text(message, 2, user));
        chosen = 0;
        client = Step.REQUEST;
        server = Step.PASSWORD;
    }

    private void requestOfFour() {
        int user = zeroFrom(8);
        if (user < 0) return;
        boolean named =
                fromClient.at(4) == 0 && fromClient.at(5) == 0 && fromClient.at(6) == 0 && fromClient.at(7) != 0;
        int end = named ? zeroFrom(user + 1) : user;
        if (end < 0) return;
        byte[] message = fromClient.take(end + 1);
        transaction
                .set(SocksFields.COMMAND, command(message[1]))
                .set(SocksFields.PORT, (message[2] & 0xff) << 8 | message[3] & 0xff)
                .set(SocksFields.HOST, named ? text(message, user + 1, end - user - 1) : address(message, 4, 4))
                .progress(Direction.TO_SERVER, Transaction.COMPLETE);
        if (user > 8) transaction.set(SocksFields.USER, text(message, 8, user - 8));
        client = Step.DONE;
    }

    private int zeroFrom(int from) {
        for (int i = from; i < fromClient.length(); i++) if (fromClient.at(i) == 0) return i;
        return -1;
    }

    /// RFC 1928 §4: version, command, reserved, type of address, address, port.
    private void request(Transactions out) {
        int bytes = addressed(fromClient);
        if (bytes == 0) return;
        if (bytes < 0) {
            giveUp(out);
            return;
        }
        byte[] message = fromClient.take(bytes);
        boolean named = message[3] == 3;
        transaction
                .set(SocksFields.COMMAND, command(message[1]))
                .set(SocksFields.HOST, named ? text(message, 5, bytes - 7) : address(message, 4, bytes - 6))
                .set(SocksFields.PORT, (message[bytes - 2] & 0xff) << 8 | message[bytes - 1] & 0xff)
                .progress(Direction.TO_SERVER, Transaction.COMPLETE);
        client = Step.DONE;
    }

    /// Length of the message that ends with an address and a port; 0: not all there; -1: none.
    private static int addressed(Pending from) {
        if (from.length() < 5) return 0;
        if (from.at(0) != 5) return -1;
        int bytes =
                switch (from.at(3)) {
                    case 1 -> 4 + 4 + 2;
                    case 3 -> 4 + 1 + from.at(4) + 2;
                    case 4 -> 4 + 16 + 2;
                    default -> -1;
                };
        return bytes > from.length() ? 0 : bytes;
    }

    private void readServer(Transactions out, int chunkBytes) {
        switch (server) {
            case GREETING -> {
                if (version == 4 && client == Step.DONE) reply(8, 1, out, chunkBytes);
                else if (version == 5 && fromServer.length() >= 2) {
                    chosen = fromServer.at(1);
                    fromServer.drop(2);
                    transaction.set(SocksFields.METHOD, method(chosen));
                    server = Step.REQUEST;
                    if (chosen == 0xff) giveUp(out);
                }
            }
            case PASSWORD -> {
                if (fromServer.length() < 2) return;
                boolean refused = fromServer.at(1) != 0;
                fromServer.drop(2);
                server = Step.REQUEST;
                if (refused) transaction.anomaly("authentication_refused");
            }
            case REQUEST -> {
                if (client != Step.DONE) return;
                int bytes = addressed(fromServer);
                if (bytes > 0) reply(bytes, 1, out, chunkBytes);
                else if (bytes < 0) giveUp(out);
            }
            case DONE -> {}
        }
    }

    private void reply(int bytes, int codeAt, Transactions out, int chunkBytes) {
        if (fromServer.length() < bytes) return;
        int code = fromServer.at(codeAt);
        fromServer.drop(bytes);
        transaction.set(SocksFields.REPLY, code);
        server = Step.DONE;
        transaction.complete();
        boolean granted = version == 4 ? code == 90 : code == 0;
        if (granted) out.become("", Math.min(fromServer.length(), chunkBytes));
        else out.bypass();
    }

    private void giveUp(Transactions out) {
        transaction.anomaly("malformed_data");
        transaction.complete();
        client = server = Step.DONE;
        out.bypass();
    }

    private static String command(int code) {
        return switch (code) {
            case 1 -> "connect";
            case 2 -> "bind";
            case 3 -> "udp_associate";
            default -> "unknown";
        };
    }

    private static String method(int code) {
        return switch (code) {
            case 0 -> "none";
            case 1 -> "gssapi";
            case 2 -> "password";
            case 0xff -> "refused";
            default -> "other";
        };
    }

    private static String text(byte[] message, int from, int count) {
        return new String(message, from, Math.min(count, MAX_TEXT_BYTES), StandardCharsets.ISO_8859_1);
    }

    private static String address(byte[] message, int from, int count) {
        return Address.of(Arrays.copyOfRange(message, from, from + count)).toString();
    }

    @Override
    public void gap(Direction direction, int lengthBytes, Transactions out) {
        if (transaction != null && client != Step.DONE | server != Step.DONE) giveUp(out);
    }

    @Override
    public void end(Direction direction, Transactions out) {
        if (transaction != null) transaction.progress(direction, Transaction.COMPLETE);
    }
}
