package dejfa.ingest.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Writes captures for the tests, well-formed or not.
final class CaptureBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteOrder order;

    CaptureBytes(ByteOrder order) {
        this.order = order;
    }

    CaptureBytes raw(byte... bytes) {
        out.writeBytes(bytes);
        return this;
    }

    CaptureBytes u16(int... values) {
        for (int value : values) {
            out.writeBytes(
                    ByteBuffer.allocate(2).order(order).putShort((short) value).array());
        }
        return this;
    }

    CaptureBytes u32(long... values) {
        for (long value : values) {
            out.writeBytes(
                    ByteBuffer.allocate(4).order(order).putInt((int) value).array());
        }
        return this;
    }

    CaptureBytes pcapHeader(long magic, int linkType) {
        return u32(magic).u16(2, 4).u32(0, 0, 65535, linkType);
    }

    CaptureBytes pcapRecord(long seconds, long fraction, byte... frame) {
        return u32(seconds, fraction, frame.length, frame.length).raw(frame);
    }

    CaptureBytes section() {
        return u32(0x0A0D0D0AL, 28, 0x1A2B3C4DL).u16(1, 0).u32(-1, -1, 28);
    }

    /// @param options whole options with padding, without the end of options
    CaptureBytes describe(int linkType, long snapBytes, byte... options) {
        int length = 20 + options.length;
        return u32(1, length).u16(linkType, 0).u32(snapBytes).raw(options).u32(length);
    }

    CaptureBytes enhanced(int interfaceId, long ticks, byte... frame) {
        int length = 32 + padded(frame.length);
        return u32(6, length, interfaceId, ticks >>> 32, ticks, frame.length, frame.length)
                .raw(frame)
                .raw(new byte[padded(frame.length) - frame.length])
                .u32(length);
    }

    CaptureBytes oldPacket(int interfaceId, long ticks, byte... frame) {
        int length = 32 + padded(frame.length);
        return u32(2, length)
                .u16(interfaceId, 0)
                .u32(ticks >>> 32, ticks, frame.length, frame.length)
                .raw(frame)
                .raw(new byte[padded(frame.length) - frame.length])
                .u32(length);
    }

    CaptureBytes simple(int wireBytes, byte... frame) {
        int length = 16 + padded(frame.length);
        return u32(3, length, wireBytes)
                .raw(frame)
                .raw(new byte[padded(frame.length) - frame.length])
                .u32(length);
    }

    CaptureBytes block(long type, byte... body) {
        int length = 12 + padded(body.length);
        return u32(type, length)
                .raw(body)
                .raw(new byte[padded(body.length) - body.length])
                .u32(length);
    }

    /// The option `if_tsresol`, padded.
    byte[] resolution(int value) {
        return new CaptureBytes(order)
                .u16(9, 1)
                .raw((byte) value, (byte) 0, (byte) 0, (byte) 0)
                .bytes();
    }

    /// The option `if_tsoffset`.
    byte[] offset(long seconds) {
        byte[] value = ByteBuffer.allocate(8).order(order).putLong(seconds).array();
        return new CaptureBytes(order).u16(14, 8).raw(value).bytes();
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    private static int padded(int bytes) {
        return bytes + 3 & ~3;
    }
}
