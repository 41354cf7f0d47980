package dejfa.range.proto;

import dejfa.range.wire.Octets;
import dejfa.range.wire.TcpSession;
import java.util.function.LongFunction;

/// An FTP upload in passive mode (RFC 959).
public final class Ftp {
    private Ftp() {}

    /// @param password harmless text: it crosses the wire in clear
    /// @param data makes the data connection to `dataPort` at the given time
    public static void upload(
            TcpSession control,
            String user,
            String password,
            String file,
            byte[] content,
            int dataPort,
            LongFunction<TcpSession> data) {
        server(control, "220 FTP service ready");
        both(control, "USER " + user, "331 Password required for " + user);
        both(control, "PASS " + password, "230 User logged in");
        both(control, "TYPE I", "200 Type set to I");
        String address = control.server.ip().replace('.', ',');
        both(
                control,
                "PASV",
                "227 Entering Passive Mode (" + address + "," + (dataPort >> 8) + "," + (dataPort & 255) + ")");
        client(control, "STOR " + file);
        TcpSession transfer = data.apply(control.now() + 1_000_000).connect();
        server(control.pauseUntil(transfer.now()), "150 Opening BINARY mode data connection");
        transfer.pauseUntil(control.now() + control.client.delayNs * 2)
                .fromClient(content)
                .close(true);
        server(control.pauseUntil(transfer.now()), "226 Transfer complete");
        both(control, "QUIT", "221 Goodbye");
        control.close(false);
    }

    private static void both(TcpSession session, String question, String answer) {
        client(session, question);
        server(session, answer);
    }

    private static void client(TcpSession session, String line) {
        session.fromClient(new Octets().ascii(line + "\r\n").toBytes());
    }

    private static void server(TcpSession session, String line) {
        session.fromServer(new Octets().ascii(line + "\r\n").toBytes());
    }
}
