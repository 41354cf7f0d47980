package dejfa.protocols.quic;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Protects Initial packets for tests, with the keys that RFC 9001 Appendix A.1 derives from the identifier
/// 8394c8f03e515708: written out there, so that our derivation is held against them.
final class Sealed {
    static final byte[] ID = HexFormat.of().parseHex("8394c8f03e515708");
    private static final byte[] KEY = HexFormat.of().parseHex("1f369613dd76d5467730efcbe3b1a22d");
    private static final byte[] IV = HexFormat.of().parseHex("fa044b2f42a3fd3b46fb255c");
    private static final byte[] HEADER = HexFormat.of().parseHex("9f50449e04a0e810283a1e9933adedd2");
    /// The server's Initial of Appendix A.3, answering that client.
    static final byte[] SERVER = HexFormat.of()
            .parseHex("cf000000010008f067a5502a4262b5004075c0d95a482cd0991cd25b0aac406a5816b6394100f37a1c69797554780bb3"
                    + "8cc5a99f5ede4cf73c3ec2493a1839b3dbcba3f6ea46c5b7684df3548e7ddeb9c3bf9c73cc3f3bded74b562bfb19fb84"
                    + "022f8ef4cdd93795d77d06edbb7aaf2f58891850abbdca3d20398c276456cbc42158407dd074ee");

    private Sealed() {}

    static byte[] client(int number, byte[] frames) throws Exception {
        byte[] padded = Arrays.copyOf(frames, Math.max(frames.length, 1100));
        int length = 4 + padded.length + 16;
        ByteBuffer head = ByteBuffer.allocate(64);
        head.put((byte) 0xc3).putInt(1).put((byte) 8).put(ID).put((byte) 0).put((byte) 0);
        head.putShort((short) (0x4000 | length)).putInt(number);
        byte[] header = Arrays.copyOf(head.array(), head.position());
        byte[] nonce = IV.clone();
        for (int i = 0; i < 4; i++) nonce[8 + i] ^= header[header.length - 4 + i];
        Cipher body = Cipher.getInstance("AES/GCM/NoPadding");
        body.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"), new GCMParameterSpec(128, nonce));
        body.updateAAD(header);
        byte[] sealed = body.doFinal(padded);
        Cipher mask = Cipher.getInstance("AES/ECB/NoPadding");
        mask.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(HEADER, "AES"));
        byte[] bits = mask.doFinal(sealed, 0, 16);
        header[0] ^= (byte) (bits[0] & 0x0f);
        for (int i = 0; i < 4; i++) header[header.length - 4 + i] ^= bits[1 + i];
        byte[] packet = Arrays.copyOf(header, header.length + sealed.length);
        System.arraycopy(sealed, 0, packet, header.length, sealed.length);
        return packet;
    }
}
