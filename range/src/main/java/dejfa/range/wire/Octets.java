package dejfa.range.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes under construction; big endian unless the name says otherwise.
public final class Octets {
    private byte[] bytes = new byte[128];
    private int length;

    public int length() {
        return length;
    }

    public Octets u8(int value) {
        if (length == bytes.length) bytes = Arrays.copyOf(bytes, 2 * length);
        bytes[length++] = (byte) value;
        return this;
    }

    public Octets u16(int value) {
        return u8(value >>> 8).u8(value);
    }

    public Octets u24(int value) {
        return u8(value >>> 16).u16(value);
    }

    public Octets u32(long value) {
        return u16((int) (value >>> 16)).u16((int) value);
    }

    public Octets u64(long value) {
        return u32(value >>> 32).u32(value);
    }

    public Octets little16(int value) {
        return u8(value).u8(value >>> 8);
    }

    public Octets little32(long value) {
        return little16((int) value).little16((int) (value >>> 16));
    }

    public Octets little64(long value) {
        return little32(value).little32(value >>> 32);
    }

    public Octets raw(byte... more) {
        if (length + more.length > bytes.length)
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more.length));
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    public Octets raw(Octets more) {
        return raw(more.toBytes());
    }

    public Octets hex(String digits) {
        for (int i = 0; i < digits.length(); i += 2) u8(Integer.parseInt(digits, i, i + 2, 16));
        return this;
    }

    public Octets ascii(String text) {
        return raw(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// UTF-16LE, as Windows protocols write names.
    public Octets wide(String text) {
        return raw(text.getBytes(StandardCharsets.UTF_16LE));
    }

    public Octets zeros(int count) {
        return raw(new byte[count]);
    }

    /// Zeros up to the next multiple.
    public Octets align(int multiple) {
        while (length % multiple != 0) u8(0);
        return this;
    }

    public Octets vector8(Octets inner) {
        return u8(inner.length).raw(inner);
    }

    public Octets vector16(Octets inner) {
        return u16(inner.length).raw(inner);
    }

    public Octets vector24(Octets inner) {
        return u24(inner.length).raw(inner);
    }

    public Octets put16(int at, int value) {
        bytes[at] = (byte) (value >>> 8);
        bytes[at + 1] = (byte) value;
        return this;
    }

    public Octets putLittle16(int at, int value) {
        return put16(at, (value & 0xff) << 8 | value >>> 8 & 0xff);
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }
}
