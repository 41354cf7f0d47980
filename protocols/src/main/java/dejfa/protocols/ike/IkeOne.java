package dejfa.protocols.ike;

import dejfa.api.Direction;
import dejfa.api.Field;
import dejfa.api.Slots;
import dejfa.api.Transaction;
import dejfa.protocols.wire.Codes;
import dejfa.protocols.wire.Cursor;
import dejfa.protocols.wire.Hex;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Messages of version 1 of one flow, and what they have agreed on.
final class IkeOne {
    private static final int SECURITY_ASSOCIATION = 1;
    private static final int PROPOSAL = 2;
    private static final int TRANSFORM = 3;
    private static final int KEY_EXCHANGE = 4;
    private static final int NONCE = 10;
    private static final int VENDOR = 13;
    private static final int MAX_PAYLOADS = 128;
    private static final int MAX_PROPOSALS = 64;
    private static final int MAX_VENDORS = 64;
    /// of a key or nonce shown
    private static final int MAX_SHOWN_BYTES = 2048;

    /// What one end has sent so far.
    private static final class End {
        byte[] keyExchange;
        byte[] nonce;
    }

    private final End client = new End();
    private final End server = new End();
    private final List<Slots> clientProposals = new ArrayList<>(2);
    private final Set<String> vendors = new LinkedHashSet<>();
    private long domain = -1;

    /// @param in behind the header
    /// @return whether it could be read whole
    boolean read(IkeHeader header, Direction direction, Cursor in, Transaction out) {
        boolean encrypted = (header.flags() & IkeHeader.ENCRYPTED) != 0;
        out.set(IkeFields.ENCRYPTED_PAYLOADS, (Object) encrypted);
        boolean sound = encrypted || payloads(header.nextPayload(), direction, in, out);
        show(out);
        return sound;
    }

    private boolean payloads(int first, Direction direction, Cursor in, Transaction out) {
        End end = direction == Direction.TO_SERVER ? client : server;
        Set<String> types = new LinkedHashSet<>();
        int type = first;
        boolean sound = true;
        for (int i = 0; type != 0 && i < MAX_PAYLOADS && sound; i++) {
            int next = in.u8();
            int length = in.skip(1).u16();
            Cursor body = in.slice(length - 4);
            if (!in.ok()) {
                sound = false;
                break;
            }
            types.add(IkeNames.PAYLOAD_1.name(type, "Unknown(" + type + ")"));
            switch (type) {
                case SECURITY_ASSOCIATION -> sound = association(direction, body, out, types);
                case KEY_EXCHANGE -> {
                    end.keyExchange = body.rest();
                    out.set(IkeFields.KEY_EXCHANGE, end.keyExchange)
                            .set(IkeFields.KEY_EXCHANGE_BYTES, end.keyExchange.length);
                }
                case NONCE -> {
                    end.nonce = body.rest();
                    out.set(IkeFields.NONCE, end.nonce).set(IkeFields.NONCE_BYTES, end.nonce.length);
                }
                case VENDOR -> {
                    String id = Hex.plain(body.rest());
                    out.add(IkeFields.VENDORS, id);
                    if (vendors.size() < MAX_VENDORS) vendors.add(id);
                }
                default -> {
                    // identities, certificates, notifications
                }
            }
            type = next;
        }
        for (String name : types) out.add(IkeFields.PAYLOAD, name);
        return sound;
    }

    /// RFC 2408 §3.4 to §3.6, RFC 2407 §4.6.1.
    private boolean association(Direction direction, Cursor in, Transaction out, Set<String> types) {
        domain = in.u32();
        in.skip(4);
        List<Slots> found = new ArrayList<>(2);
        int more = PROPOSAL;
        while (in.ok() && more == PROPOSAL && in.remaining() > 0) {
            types.add(IkeNames.PAYLOAD_1.name(PROPOSAL));
            more = in.u8();
            int length = in.skip(1).u16();
            Cursor proposal = in.slice(length - 4);
            proposal.skip(2);
            int spiBytes = proposal.u8();
            proposal.skip(1).skip(spiBytes);
            int again = TRANSFORM;
            while (proposal.ok() && again == TRANSFORM && proposal.remaining() > 0) {
                types.add(IkeNames.PAYLOAD_1.name(TRANSFORM));
                again = proposal.u8();
                int size = proposal.skip(1).u16();
                Cursor transform = proposal.slice(size - 4);
                transform.skip(4);
                if (!transform.ok() || found.size() >= MAX_PROPOSALS) break;
                found.add(attributes(transform));
            }
            if (!proposal.ok()) return false;
        }
        if (!in.ok()) return false;
        if (direction == Direction.TO_SERVER) {
            clientProposals.clear();
            clientProposals.addAll(found);
        } else chosen(found, out);
        return true;
    }

    private static void chosen(List<Slots> found, Transaction out) {
        if (found.isEmpty()) return;
        if (found.size() > 1) {
            out.anomaly("multiple_server_proposal");
            out.set(IkeFields.SERVER_PROPOSALS, found);
        }
        Slots first = found.getFirst();
        for (Field field : IkeProposalFields.SCHEMA.fields()) {
            Object value = first.get(field);
            if (value != null) out.set(IkeFields.SCHEMA.field(field.name()), value);
        }
        if (IkeNames.isWeakEncryption1(first.number(IkeProposalFields.ALG_ENC_RAW, 0))) out.anomaly("weak_crypto_enc");
        // MD5 serves as hash and as pseudo-random function (RFC 6151)
        if (first.number(IkeProposalFields.ALG_HASH_RAW, 0) == 1) out.anomaly("weak_crypto_auth");
        if (IkeNames.isWeakGroup((int) first.number(IkeProposalFields.ALG_DH_RAW, 0))) out.anomaly("weak_crypto_dh");
    }

    /// RFC 2409 appendix A; RFC 2408 §3.3: with the highest bit of the type the value follows, else its length.
    private static Slots attributes(Cursor in) {
        Slots out = new Slots(IkeProposalFields.SCHEMA);
        while (in.remaining() >= 4) {
            int type = in.u16();
            int second = in.u16();
            long value = second;
            if ((type & 0x8000) == 0) {
                Cursor wide = in.slice(second);
                if (!in.ok()) return out;
                value = 0;
                for (int i = 0; i < 8 && wide.remaining() > 0; i++) value = value << 8 | wide.u8();
            }
            attribute(type & 0x7fff, value, out);
        }
        return out;
    }

    private static void attribute(int type, long value, Slots out) {
        switch (type) {
            case 1 -> set(out, IkeProposalFields.ALG_ENC, IkeProposalFields.ALG_ENC_RAW, value, IkeNames.ENCRYPTION_1);
            case 2 -> set(out, IkeProposalFields.ALG_HASH, IkeProposalFields.ALG_HASH_RAW, value, IkeNames.HASH_1);
            case 3 ->
                set(out, IkeProposalFields.ALG_AUTH, IkeProposalFields.ALG_AUTH_RAW, value, IkeNames.AUTHENTICATION_1);
            case 4 -> set(out, IkeProposalFields.ALG_DH, IkeProposalFields.ALG_DH_RAW, value, IkeNames.GROUP_1);
            case 5 ->
                set(
                        out,
                        IkeProposalFields.SA_GROUP_TYPE,
                        IkeProposalFields.SA_GROUP_TYPE_RAW,
                        value,
                        IkeNames.GROUP_TYPE_1);
            case 11 ->
                set(
                        out,
                        IkeProposalFields.SA_LIFE_TYPE,
                        IkeProposalFields.SA_LIFE_TYPE_RAW,
                        value,
                        IkeNames.LIFE_TYPE_1);
            case 12 ->
                set(out, IkeProposalFields.SA_LIFE_DURATION, IkeProposalFields.SA_LIFE_DURATION_RAW, value, null);
            case 13 -> set(out, IkeProposalFields.ALG_PRF, IkeProposalFields.ALG_PRF_RAW, value, null);
            case 14 -> set(out, IkeProposalFields.SA_KEY_LENGTH, IkeProposalFields.SA_KEY_LENGTH_RAW, value, null);
            case 15 -> set(out, IkeProposalFields.SA_FIELD_SIZE, IkeProposalFields.SA_FIELD_SIZE_RAW, value, null);
            default -> {
                // numbers of the group itself
            }
        }
    }

    /// @param names null for a plain number, which EVE calls unknown
    private static void set(Slots out, Field name, Field raw, long value, Codes names) {
        out.set(name, names == null ? "Unknown" : names.name(value, "Unknown")).set(raw, value);
    }

    private void show(Transaction out) {
        if (domain >= 0) out.set(IkeFields.DOI, domain);
        show(
                out,
                client,
                IkeFields.CLIENT_KEY_EXCHANGE,
                IkeFields.CLIENT_KEY_EXCHANGE_BYTES,
                IkeFields.CLIENT_NONCE,
                IkeFields.CLIENT_NONCE_BYTES);
        show(
                out,
                server,
                IkeFields.SERVER_KEY_EXCHANGE,
                IkeFields.SERVER_KEY_EXCHANGE_BYTES,
                IkeFields.SERVER_NONCE,
                IkeFields.SERVER_NONCE_BYTES);
        if (!clientProposals.isEmpty()) out.set(IkeFields.CLIENT_PROPOSALS, List.copyOf(clientProposals));
        if (!vendors.isEmpty()) out.set(IkeFields.VENDOR_IDS, List.copyOf(vendors));
    }

    private static void show(Transaction out, End end, Field key, Field keyBytes, Field nonce, Field nonceBytes) {
        if (end.keyExchange != null) {
            out.set(key, shown(end.keyExchange)).set(keyBytes, end.keyExchange.length);
        }
        if (end.nonce != null) out.set(nonce, shown(end.nonce)).set(nonceBytes, end.nonce.length);
    }

    private static String shown(byte[] bytes) {
        return Hex.plain(bytes.length > MAX_SHOWN_BYTES ? java.util.Arrays.copyOf(bytes, MAX_SHOWN_BYTES) : bytes);
    }
}
