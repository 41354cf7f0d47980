package dejfa.range.proto;

import dejfa.range.wire.Dice;
import dejfa.range.wire.Octets;
import dejfa.range.wire.TcpSession;
import java.util.List;

/// An SMB 2.1 client and server over a session (MS-SMB2): negotiate, NTLM session setup, trees, files.
public final class Smb2 {
    public static final long LOGON_FAILURE = 0xc000006dL;
    public static final long ACCESS_DENIED = 0xc0000022L;

    private static final int NEGOTIATE = 0;
    private static final int SESSION_SETUP = 1;
    private static final int LOGOFF = 2;
    private static final int TREE_CONNECT = 3;
    private static final int TREE_DISCONNECT = 4;
    private static final int CREATE = 5;
    private static final int CLOSE = 6;
    private static final int READ = 8;
    private static final int WRITE = 9;
    private static final long MORE_PROCESSING = 0xc0000016L;
    private static final int READ_CHUNK = 65536;
    /// 100 ns units since 1601, at the Unix epoch
    private static final long FILE_TIME_EPOCH = 116_444_736_000_000_000L;

    private final TcpSession session;
    private final Dice dice;
    private long messageId;
    private long sessionId;
    private int tree;
    private byte[] file = new byte[16];

    public Smb2(TcpSession session, Dice dice) {
        this.session = session;
        this.dice = dice;
    }

    /// Negotiates and logs on.
    /// @param status 0, or how the log-on fails
    public Smb2 logOn(String domain, String user, String clientName, String serverName, long status) {
        Octets request =
                new Octets().little16(36).little16(2).little16(1).little16(0).little32(0x7f);
        request.raw(dice.bytes(16)).zeros(8).little16(0x0202).little16(0x0210);
        send(NEGOTIATE, request);
        byte[] offer = Ntlm.offer();
        Octets answer = new Octets()
                .little16(65)
                .little16(1)
                .little16(0x0210)
                .little16(0)
                .raw(dice.bytes(16));
        answer.little32(7).little32(1 << 20).little32(1 << 20).little32(1 << 20);
        answer.little64(fileTime())
                .little64(0)
                .little16(0x80)
                .little16(offer.length)
                .little32(0)
                .raw(offer);
        reply(NEGOTIATE, 0, answer);
        setup(Ntlm.negotiate());
        sessionId = dice.nextLong() & 0x0000_ffff_ffff_ffffL | 1;
        setUp(MORE_PROCESSING, Ntlm.challenge(domain, serverName, fileTime(), dice));
        setup(Ntlm.authenticate(domain, user, clientName, fileTime(), dice));
        if (status == 0) setUp(0, Ntlm.accepted());
        else error(SESSION_SETUP, status);
        return this;
    }

    private void setup(byte[] token) {
        Octets request = new Octets().little16(25).u8(0).u8(1).little32(1).little32(0);
        send(
                SESSION_SETUP,
                request.little16(0x58).little16(token.length).little64(0).raw(token));
    }

    private void setUp(long status, byte[] token) {
        Octets answer = new Octets()
                .little16(9)
                .little16(0)
                .little16(0x48)
                .little16(token.length)
                .raw(token);
        reply(SESSION_SETUP, status, answer);
    }

    /// @param path `\\server\share`
    public Smb2 connectTree(String path, long status) {
        byte[] name = new Octets().wide(path).toBytes();
        send(
                TREE_CONNECT,
                new Octets()
                        .little16(9)
                        .little16(0)
                        .little16(0x48)
                        .little16(name.length)
                        .raw(name));
        tree++;
        boolean pipes = path.endsWith("IPC$");
        Octets answer = new Octets().little16(16).u8(pipes ? 2 : 1).u8(0).little32(pipes ? 0x30 : 0x800);
        if (status == 0) reply(TREE_CONNECT, 0, answer.little32(0).little32(0x1f01ff));
        else error(TREE_CONNECT, status);
        return this;
    }

    /// @param forWriting makes the file, else opens what is there
    public Smb2 open(String name, boolean forWriting, long sizeBytes) {
        byte[] wide = new Octets().wide(name).toBytes();
        Octets request =
                new Octets().little16(57).u8(0).u8(0).little32(2).little64(0).little64(0);
        request.little32(forWriting ? 0x0012019fL : 0x00120089L).little32(forWriting ? 0x80 : 0);
        request.little32(7)
                .little32(forWriting ? 5 : 1)
                .little32(0x40)
                .little16(0x78)
                .little16(wide.length);
        request.little32(0).little32(0).raw(wide);
        if (wide.length == 0) request.u8(0);
        send(CREATE, request);
        file = dice.bytes(16);
        long time = fileTime() - 36_000_000_000L * (1 + dice.below(2000));
        Octets answer = new Octets().little16(89).u8(0).u8(0).little32(forWriting ? 2 : 1);
        for (int i = 0; i < 4; i++) answer.little64(time);
        answer.little64(sizeBytes + 4095 & ~4095L)
                .little64(sizeBytes)
                .little32(0x20)
                .little32(0);
        reply(CREATE, 0, answer.raw(file).little32(0).little32(0));
        return this;
    }

    public Smb2 read(byte[] content) {
        for (int at = 0; at < content.length; at += READ_CHUNK) {
            int count = Math.min(READ_CHUNK, content.length - at);
            Octets request = new Octets()
                    .little16(49)
                    .u8(0x50)
                    .u8(0)
                    .little32(count)
                    .little64(at)
                    .raw(file);
            send(READ, request.little32(0).little32(0).little32(0).little32(0).u8(0));
            Octets answer = new Octets()
                    .little16(17)
                    .u8(0x50)
                    .u8(0)
                    .little32(count)
                    .little32(0)
                    .little32(0);
            reply(READ, 0, answer.raw(java.util.Arrays.copyOfRange(content, at, at + count)));
        }
        return this;
    }

    public Smb2 write(byte[] content) {
        for (int at = 0; at < content.length; at += READ_CHUNK) {
            int count = Math.min(READ_CHUNK, content.length - at);
            Octets request = new Octets()
                    .little16(49)
                    .little16(0x70)
                    .little32(count)
                    .little64(at)
                    .raw(file);
            request.little32(0).little32(0).little32(0).little32(0);
            send(WRITE, request.raw(java.util.Arrays.copyOfRange(content, at, at + count)));
            reply(
                    WRITE,
                    0,
                    new Octets()
                            .little16(17)
                            .little16(0)
                            .little32(count)
                            .little32(0)
                            .little32(0)
                            .u8(0));
        }
        return this;
    }

    public Smb2 closeFile() {
        send(CLOSE, new Octets().little16(24).little16(0).little32(0).raw(file));
        reply(CLOSE, 0, new Octets().little16(60).little16(0).little32(0).zeros(52));
        return this;
    }

    public void logOff() {
        for (int command : List.of(TREE_DISCONNECT, LOGOFF)) {
            send(command, new Octets().little16(4).little16(0));
            reply(command, 0, new Octets().little16(4).little16(0));
        }
        session.close(true);
    }

    private long fileTime() {
        return FILE_TIME_EPOCH + session.now() / 100;
    }

    private void send(int command, Octets body) {
        session.fromClient(message(command, 0, 0, body));
    }

    private void reply(int command, long status, Octets body) {
        session.fromServer(message(command, status, 1, body));
        messageId++;
    }

    private void error(int command, long status) {
        reply(command, status, new Octets().little16(9).u8(0).u8(0).little32(0).u8(0));
    }

    private byte[] message(int command, long status, int flags, Octets body) {
        Octets out = new Octets()
                .u8(0xfe)
                .ascii("SMB")
                .little16(64)
                .little16(1)
                .little32(status)
                .little16(command);
        out.little16(flags == 0 ? 31 : 33)
                .little32(flags)
                .little32(0)
                .little64(messageId)
                .little32(0xfeff);
        int treeNow = command <= TREE_CONNECT && flags == 0 || command < TREE_CONNECT ? 0 : tree;
        out.little32(treeNow).little64(sessionId).zeros(16).raw(body);
        return new Octets().u8(0).vector24(out).toBytes();
    }
}
