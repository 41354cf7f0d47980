package dejfa.range.proto;

import dejfa.range.wire.Dice;
import dejfa.range.wire.Octets;

/// The ClientHello of a client program, so that each has a fingerprint (JA3) of its own. Lists after the programs'
/// public documentation and source of 2019.
public enum TlsClient {
    CHROME(
            "13011302 1303c02bc02fc02cc030cca9cca8c013c014009c009d002f0035000a",
            "0000 0017 ff01 000a 000b 0023 0010 0005 000d 0012 0033 002d 002b",
            true,
            true),
    FIREFOX(
            "130113031302c02bc02fcca9cca8c02cc030c00ac009c013c01400330039002f0035000a",
            "0000 0017 ff01 000a 000b 0023 0010 0005 0033 002b 000d 002d 001c",
            false,
            true),
    /// Windows' own library: WinHTTP, Outlook, Windows Update, and whatever uses them
    SCHANNEL(
            "c02cc02bc030c02f009f009ec024c023c028c027c00ac009c014c013009d009c003d003c0035002f000a",
            "0000 0005 000a 000b 000d 0023 0017 ff01",
            false,
            false),
    OPENSSL(
            "130213031301c02cc030009fcca9cca8ccaac02bc02f009ec024c028006bc023c0270067c00ac0140039c009c0130033009d009c003d003c0035002f00ff",
            "0000 000b 000a 0023 0016 0017 000d 002b 002d 0033",
            false,
            true),
    /// an agent written in Go
    GO(
            "c02fc030c02bc02ccca8cca9c013c009c014c00a009c009d002f0035c012000a",
            "0000 0005 000a 000b 000d ff01 0012",
            false,
            false);

    private final String ciphers;
    private final String extensions;
    private final boolean grease;
    final boolean offers13;

    TlsClient(String ciphers, String extensions, boolean grease, boolean offers13) {
        this.ciphers = ciphers.replace(" ", "");
        this.extensions = extensions;
        this.grease = grease;
        this.offers13 = offers13;
    }

    /// @param serverName null where the client speaks to a bare address: then there is no SNI
    /// @param session session id to resume; empty for a new one
    byte[] hello(String serverName, byte[] session, Dice dice) {
        int greased = 0x0a0a + 0x1010 * dice.below(16);
        byte[] id = offers13 && session.length == 0 ? dice.bytes(32) : session;
        Octets suites = new Octets();
        if (grease) suites.u16(greased);
        suites.hex(ciphers);
        Octets list = new Octets();
        if (grease) list.u16(greased).u16(0);
        for (String code : extensions.split(" "))
            extension(list, Integer.parseInt(code, 16), serverName, greased, dice);
        if (grease) list.u16(greased ^ 0x1010).u16(1).u8(0);
        Octets hello = new Octets().u16(0x0303).raw(dice.bytes(32));
        hello.vector8(new Octets().raw(id)).vector16(suites).u8(1).u8(0).vector16(list);
        Octets message = new Octets().u8(1).vector24(hello);
        return new Octets().u8(0x16).u16(0x0301).vector16(message).toBytes();
    }

    private void extension(Octets out, int code, String serverName, int greased, Dice dice) {
        if (code == 0 && serverName == null) return;
        Octets body = new Octets();
        switch (code) {
            case 0x00 -> body.vector16(new Octets().u8(0).vector16(new Octets().ascii(serverName)));
            case 0x05 -> body.u8(1).u32(0);
            case 0x0a -> {
                Octets groups = new Octets();
                if (grease) groups.u16(greased);
                body.vector16(groups.u16(0x1d).u16(0x17).u16(0x18));
            }
            case 0x0b -> body.u8(1).u8(0);
            case 0x0d -> body.vector16(new Octets().hex("0403080404010503080505010806060102010203"));
            case 0x10 ->
                body.vector16(new Octets().vector8(new Octets().ascii("h2")).vector8(new Octets().ascii("http/1.1")));
            case 0x1c -> body.u16(0x4001);
            case 0x2b -> {
                Octets versions = new Octets();
                if (grease) versions.u16(greased);
                body.vector8(versions.u16(0x0304).u16(0x0303));
            }
            case 0x2d -> body.u8(1).u8(1);
            case 0x33 -> {
                Octets shares = new Octets();
                if (grease) shares.u16(greased).u16(1).u8(0);
                body.vector16(shares.u16(0x1d).vector16(new Octets().raw(dice.bytes(32))));
            }
            case 0xff01 -> body.u8(0);
            default -> {}
        }
        out.u16(code).vector16(body);
    }
}
