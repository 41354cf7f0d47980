package dejfa.ingest.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// One file of the input: where it stands, and its reader while it is open.
final class CaptureFile {
    final Path path;
    final int index;
    final long sizeBytes;
    final List<String> complaints = new ArrayList<>();
    private final WindowPool pool;
    /// null while suspended and after the end
    FrameReader reader;
    /// time of the frame that comes next
    long nextNs;

    private CaptureFile(Path path, int index, long sizeBytes, WindowPool pool) {
        this.path = path;
        this.index = index;
        this.sizeBytes = sizeBytes;
        this.pool = pool;
    }

    /// Opens it and reads its header, not yet its first frame.
    static CaptureFile open(Path path, int index, WindowPool pool) throws CaptureException {
        try {
            if (!Files.exists(path)) throw new CaptureException(path + " does not exist: check the path");
            if (!Files.isRegularFile(path)) {
                throw new CaptureException(path + " is not a plain file: write the capture to a file first");
            }
            if (!Files.isReadable(path)) {
                throw new CaptureException(path + " may not be read by this user: change its rights or the user");
            }
            CaptureFile file = new CaptureFile(path, index, Files.size(path), pool);
            if (file.sizeBytes == 0) throw new CaptureException(path + " is empty: capture again or give another file");
            file.openReader();
            return file;
        } catch (CaptureException e) {
            throw e;
        } catch (IOException e) {
            throw new CaptureException(
                    path + " can't be read (" + e.getMessage() + "): check the disk and the rights", e);
        }
    }

    private void openReader() throws IOException {
        Window window = new Window(openInput(), pool);
        reader = PcapReader.recognise(window);
        if (reader == null) reader = PcapngReader.recognise(window);
        if (reader == null) {
            String reason = Strangers.reason(window);
            window.close();
            throw new CaptureException(path + " " + reason);
        }
    }

    private ByteInput openInput() throws IOException {
        int magic = magic();
        try {
            if ((magic & 0xffff) == 0x8b1f) return PackedInput.gzip(path, sizeBytes);
            // A zstd frame, or a skippable one before it (RFC 8878 §3.1).
            if (magic == 0xFD2FB528 || (magic & 0xFFFFFFF0) == 0x184D2A50) return PackedInput.zstd(path, sizeBytes);
        } catch (CaptureException e) {
            throw e;
        } catch (IOException e) {
            throw new CaptureException(
                    path + " is packed and damaged (" + e.getMessage() + "): copy the file again", e);
        }
        return new PlainInput(path, sizeBytes);
    }

    private int magic() throws IOException {
        ByteBuffer first = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.read(first, 0);
        }
        return first.getInt(0);
    }

    /// Moves to the next frame; at the end closes the file and keeps what there is to complain about.
    boolean advance() {
        if (reader.next()) {
            nextNs = reader.timeNs;
            return true;
        }
        finish();
        return false;
    }

    private void finish() {
        List<String> sentences = new ArrayList<>();
        reader.complaints(sentences);
        for (String sentence : sentences) complaints.add(path + ": " + sentence);
        close();
    }

    /// Lets go of the file until its time has come; [#resume] starts it anew.
    void suspend() {
        close();
    }

    /// @return false where the file can no longer be read
    boolean resume() {
        try {
            openReader();
            return advance();
        } catch (IOException e) {
            complaints.add(path + ": could no longer be read when its time had come (" + e.getMessage()
                    + "); leave the files in place while Dejfa reads them");
            return false;
        }
    }

    void close() {
        if (reader == null) return;
        try {
            reader.window.close();
        } catch (IOException e) {
            complaints.add(path + ": closing failed (" + e.getMessage() + "); check the disk");
        }
        reader = null;
    }
}
