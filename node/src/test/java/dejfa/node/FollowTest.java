package dejfa.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.testkit.Project;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// A run that goes on while logs are written.
class FollowTest {
    private static final String MESSAGE = "<34>1 2024-05-01T10:00:00Z host app - - - ";
    private static final int TRIES = 1_200;

    @TempDir
    Path folder;

    private Watch watch(String... options) {
        System.setProperty("dejfa.home", Project.root().toString());
        WatchCommand command = new WatchCommand();
        new CommandLine(command).parseArgs(options);
        return new Watch(command, complaint -> {});
    }

    private static void await(Path eve, String text) throws IOException, InterruptedException {
        for (int tries = 0; tries < TRIES; tries++) {
            if (Files.exists(eve) && Files.readString(eve).contains(text)) return;
            Thread.sleep(50);
        }
        throw new AssertionError(text + " never came");
    }

    private static CompletableFuture<Integer> start(Watch watch) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return watch.run();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    @Test
    void a_followed_folder_gives_what_is_written_to_its_logs_and_to_new_ones() throws Exception {
        Path eve = folder.resolve("eve.json");
        Path logs = Files.createDirectories(folder.resolve("logs"));
        Path log = Files.writeString(logs.resolve("a.log"), MESSAGE + "first\n");
        Watch watch = watch(logs.toString(), "--follow", "--rules", "none", "--eve", eve.toString(), "--quiet");
        CompletableFuture<Integer> run = start(watch);
        await(eve, "\"first\"");
        Files.writeString(log, MESSAGE + "second\n" + MESSAGE + "not whole", StandardOpenOption.APPEND);
        await(eve, "\"second\"");
        Files.writeString(logs.resolve("b.log"), MESSAGE + "in a new file\n");
        await(eve, "\"in a new file\"");
        assertTrue(!Files.readString(eve).contains("not whole"));
        watch.stop();
        assertEquals(0, run.get(60, TimeUnit.SECONDS));
        assertTrue(Files.readString(eve).contains("\"not whole\""), "the last line comes at the end");
    }

    @Test
    void syslog_that_arrives_is_events() throws Exception {
        Path eve = folder.resolve("eve.json");
        int port;
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Watch watch =
                watch("--syslog", "udp://127.0.0.1:" + port, "--rules", "none", "--eve", eve.toString(), "--quiet");
        CompletableFuture<Integer> run = start(watch);
        byte[] one = (MESSAGE + "by datagram").getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int tries = 0; tries < TRIES && !(Files.exists(eve) && Files.size(eve) > 0); tries++) {
                socket.send(new DatagramPacket(one, one.length, InetAddress.getLoopbackAddress(), port));
                Thread.sleep(50);
            }
        }
        await(eve, "\"by datagram\"");
        watch.stop();
        assertEquals(0, run.get(60, TimeUnit.SECONDS));
    }

    @Test
    void a_wrong_address_is_refused_with_how_to_write_it() {
        Command refused = Command.watch(List.of(), "--syslog", "udp:514");
        assertEquals(ExitCode.USAGE, refused.code());
        assertTrue(refused.err().contains("udp://127.0.0.1:5514"), refused.err());
    }
}
