package dejfa.store;

import dejfa.api.Block;
import dejfa.api.EveJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/// What was decided about blocks, a JSON line each, synced before the call returns. It only grows; a line that a crash
/// cut short is cut off when it is opened again.
final class Journal implements AutoCloseable {
    private final FileChannel channel;

    Journal(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        channel.position(wholeLines());
        channel.truncate(channel.position());
    }

    private long wholeLines() throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        long end = channel.size();
        while (end > 0) {
            one.clear();
            channel.read(one, end - 1);
            if (one.get(0) == '\n') break;
            end--;
        }
        return end;
    }

    void append(Block block) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", block.id());
        line.put("incident", block.incidentId());
        line.put("subject", block.subject().toString());
        line.put("state", block.state().name());
        line.put("reason", block.reason());
        line.put("from", EveJson.time(block.fromNs()));
        line.put("until", EveJson.time(block.untilNs()));
        line.put("note", block.note());
        StringBuilder text = new StringBuilder();
        EveJson.value(line, text);
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.append('\n').toString());
        while (bytes.hasRemaining()) channel.write(bytes);
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
