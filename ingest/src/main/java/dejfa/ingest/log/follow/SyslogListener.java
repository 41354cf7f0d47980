package dejfa.ingest.log.follow;

import dejfa.api.Event;
import dejfa.api.Ids;
import dejfa.api.log.FieldNames;
import dejfa.api.log.LogRecord;
import dejfa.api.log.RecordSource;
import dejfa.ingest.log.BadLine;
import dejfa.ingest.log.LogSettings;
import dejfa.ingest.log.syslog.SyslogFormat;
import dejfa.ingest.log.text.Cursor;
import dejfa.ingest.log.text.Name;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/// Syslog as it arrives: `udp://127.0.0.1:5514`, `tcp://…`, `tls://…`.
public final class SyslogListener implements RecordSource {
    /// Connections at one time; further ones are closed at once.
    private static final int MAX_CONNECTIONS = 256;

    private static final int MAX_DATAGRAM_BYTES = 65_535;
    private static final int RECEIVE_BUFFER_BYTES = 4 << 20;
    private static final Name SENDER = new Name("sender");

    private final String name;
    private final LogSettings settings;
    private final LogRecord record;
    private final SyslogFormat format = new SyslogFormat(System.currentTimeMillis() * 1_000_000);
    private final Cursor cursor = new Cursor();
    private final Messages messages = new Messages();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AutoCloseable socket;
    private final int port;
    private final long identity;
    private volatile boolean closed;
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong overlong = new AtomicLong();
    private long number;
    private long bad;

    private SyslogListener(URI address, LogSettings settings, FieldNames names, SSLContext tls) throws IOException {
        this.name = address.toString();
        this.settings = settings;
        this.record = new LogRecord(names);
        this.identity = Ids.mix(Ids.of(name), System.currentTimeMillis());
        InetSocketAddress local = new InetSocketAddress(address.getHost(), address.getPort());
        if (address.getScheme().equals("udp")) {
            DatagramSocket datagrams = new DatagramSocket(local);
            datagrams.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
            socket = datagrams;
            port = datagrams.getLocalPort();
            Thread.ofVirtual().name("syslog " + name).start(() -> receive(datagrams));
        } else {
            ServerSocket server = factory(address, tls).createServerSocket(local.getPort(), 64, local.getAddress());
            socket = server;
            port = server.getLocalPort();
            Thread.ofVirtual().name("syslog " + name).start(() -> accept(server));
        }
    }

    /// @param tls what a `tls` listener shows to its clients, else null
    /// @throws IOException where the address is taken or not allowed
    public static SyslogListener open(URI address, LogSettings settings, FieldNames names, SSLContext tls)
            throws IOException {
        return new SyslogListener(address, settings, names, tls);
    }

    /// What is wrong with an address, or null.
    public static String fault(String text) {
        try {
            URI address = new URI(text);
            if (!List.of("udp", "tcp", "tls").contains(String.valueOf(address.getScheme()))) {
                return "'" + text + "' begins with none of udp://, tcp:// and tls://";
            }
            if (address.getHost() == null || address.getPort() < 0 || address.getPort() > 65_535) {
                return "'" + text + "' lacks its host and port (udp://127.0.0.1:5514)";
            }
            return null;
        } catch (java.net.URISyntaxException e) {
            return "'" + text + "' is no address (udp://127.0.0.1:5514)";
        }
    }

    private static ServerSocketFactory factory(URI address, SSLContext tls) {
        return address.getScheme().equals("tls") ? tls.getServerSocketFactory() : ServerSocketFactory.getDefault();
    }

    /// The port it listens on, where the address left the choice (`:0`).
    public int port() {
        return port;
    }

    private void receive(DatagramSocket datagrams) {
        DatagramPacket packet = new DatagramPacket(new byte[MAX_DATAGRAM_BYTES], MAX_DATAGRAM_BYTES);
        while (!closed) {
            try {
                packet.setLength(MAX_DATAGRAM_BYTES);
                datagrams.receive(packet);
                byte[] text = Arrays.copyOfRange(
                        packet.getData(), packet.getOffset(), packet.getOffset() + packet.getLength());
                messages.add(text, packet.getAddress().getHostAddress());
            } catch (IOException e) {
                if (!closed) refused.incrementAndGet();
            }
        }
    }

    private void accept(ServerSocket server) {
        while (!closed) {
            try {
                Socket client = server.accept();
                if (connections.size() >= MAX_CONNECTIONS) {
                    refused.incrementAndGet();
                    client.close();
                    continue;
                }
                connections.add(client);
                Thread.ofVirtual()
                        .name("syslog of " + client.getRemoteSocketAddress())
                        .start(() -> serve(client));
            } catch (IOException e) {
                if (!closed) refused.incrementAndGet();
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            String sender = client.getInetAddress().getHostAddress();
            Framing framing = new Framing(new BufferedInputStream(client.getInputStream()));
            for (byte[] text = framing.next(); text != null; text = framing.next()) {
                if (text.length == 0) overlong.incrementAndGet();
                else messages.add(text, sender);
            }
        } catch (IOException e) {
            // A client that breaks off, or whose handshake fails, is its own affair; it is counted.
            if (!closed) refused.incrementAndGet();
        } finally {
            connections.remove(client);
        }
    }

    @Override
    public boolean next() {
        record.clear();
        if (format.joined(record)) {
            number++;
            return true;
        }
        for (Messages.Message message = messages.poll(); message != null; message = messages.poll()) {
            record.clear();
            number++;
            int length = message.text().length;
            while (length > 0 && (message.text()[length - 1] == '\n' || message.text()[length - 1] == 0)) length--;
            try {
                cursor.on(message.text(), 0, length);
                if (!format.read(cursor, record)) continue;
            } catch (BadLine e) {
                bad++;
                continue;
            }
            if (record.timeNs < 0) record.timeNs = System.currentTimeMillis() * 1_000_000;
            if (record.computer == null) record.computer = message.sender();
            SENDER.add(record, message.sender());
            return true;
        }
        return false;
    }

    @Override
    public boolean grows() {
        return true;
    }

    @Override
    public LogRecord record() {
        return record;
    }

    @Override
    public Event event() {
        return format.parsed(record).event(Ids.of(identity, number, 0), record.timeNs, settings, name, number);
    }

    @Override
    public List<String> complaints() {
        List<String> all = new ArrayList<>();
        if (messages.dropped() > 0)
            all.add(name + ": " + messages.dropped()
                    + " messages came faster than they could be read and were dropped");
        if (bad > 0) all.add(name + ": " + bad + " messages are no syslog and were left out; check what sends them");
        if (overlong.get() > 0)
            all.add(name + ": " + overlong + " messages longer than " + Framing.MAX_MESSAGE_BYTES
                    + " bytes were left out");
        if (refused.get() > 0) all.add(name + ": " + refused + " connections were refused or broke off");
        return all;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        try {
            socket.close();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
        for (Socket client : connections) client.close();
    }
}
