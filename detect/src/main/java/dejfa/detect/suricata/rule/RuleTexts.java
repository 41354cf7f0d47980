package dejfa.detect.suricata.rule;

import java.io.ByteArrayOutputStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// The texts of some rules, compressed: only alerts, reports and reloads read them.
public final class RuleTexts {
    /// Rules of one block: enough to compress well, few enough to be unpacked for one alert.
    public static final int RULES = 64;

    private final byte[] packed;
    /// by rule: where its text ends in the unpacked block
    private final int[] ends;
    private WeakReference<byte[]> unpacked = new WeakReference<>(null);

    private RuleTexts(byte[] packed, int[] ends) {
        this.packed = packed;
        this.ends = ends;
    }

    public static RuleTexts of(List<String> texts) {
        int[] ends = new int[texts.size()];
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        for (int i = 0; i < ends.length; i++) {
            plain.writeBytes(texts.get(i).getBytes(StandardCharsets.UTF_8));
            ends[i] = plain.size();
        }
        return new RuleTexts(deflate(plain.toByteArray()), ends);
    }

    private static byte[] deflate(byte[] plain) {
        // Not closed by `try`: the fuzzer's release doesn't know it as closeable.
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(plain);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 4 + 64);
            byte[] part = new byte[8192];
            while (!deflater.finished()) out.write(part, 0, deflater.deflate(part));
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    public String get(int rule) {
        byte[] all = unpack();
        int from = rule == 0 ? 0 : ends[rule - 1];
        return new String(all, from, ends[rule] - from, StandardCharsets.UTF_8);
    }

    /// Whoever reads all texts unpacks a block once, not once a rule; a collection takes it back.
    private synchronized byte[] unpack() {
        byte[] known = unpacked.get();
        if (known != null) return known;
        byte[] all = inflate();
        unpacked = new WeakReference<>(all);
        return all;
    }

    private byte[] inflate() {
        byte[] all = new byte[ends[ends.length - 1]];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            int at = 0;
            while (at < all.length) {
                int more = inflater.inflate(all, at, all.length - at);
                if (more == 0) throw new IllegalStateException("a block of rules ends early");
                at += more;
            }
            return all;
        } catch (DataFormatException e) {
            throw new IllegalStateException("a block of rules was packed here and can't be unpacked", e);
        } finally {
            inflater.end();
        }
    }
}
