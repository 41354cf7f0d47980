package dejfa.protocols.ike;

import dejfa.api.Field;
import dejfa.api.Slots;
import dejfa.api.Transaction;
import dejfa.protocols.wire.Cursor;
import dejfa.protocols.wire.Hex;
import java.util.ArrayList;
import java.util.List;

/// Messages of version 2 (RFC 7296 §3).
final class IkeTwo {
    private static final int SECURITY_ASSOCIATION = 33;
    private static final int KEY_EXCHANGE = 34;
    private static final int NONCE = 40;
    private static final int NOTIFY = 41;
    private static final int VENDOR = 43;
    private static final int ENCRYPTED = 46;
    private static final int ENCRYPTED_FRAGMENT = 53;
    private static final int MAX_PAYLOADS = 128;
    private static final int MAX_PROPOSALS = 64;
    private static final int MAX_TRANSFORMS = 128;
    /// notifications below are errors (§3.10.1)
    private static final int FIRST_STATUS = 16384;

    private static final int PROTOCOL_IKE = 1;
    private static final int PROTOCOL_AH = 2;
    private static final int KEY_LENGTH = 14;

    private final Transaction out;
    private final boolean response;
    private long errors;

    private IkeTwo(Transaction out, boolean response) {
        this.out = out;
        this.response = response;
    }

    /// @param in behind the header
    /// @return whether it could be read whole
    static boolean read(IkeHeader header, Cursor in, Transaction out) {
        IkeTwo message = new IkeTwo(out, (header.flags() & IkeHeader.RESPONSE) != 0);
        out.set(IkeFields.ROLE, (header.flags() & IkeHeader.INITIATOR) != 0 ? "initiator" : "responder");
        boolean sound = message.payloads(header.nextPayload(), in);
        out.set(IkeFields.ERRORS, message.errors);
        return sound;
    }

    private boolean payloads(int first, Cursor in) {
        int type = first;
        for (int i = 0; i < MAX_PAYLOADS; i++) {
            out.add(IkeFields.PAYLOAD, IkeNames.PAYLOAD_2.name(type, "Unknown(" + type + ")"));
            if (type == 0) return true;
            int next = in.u8();
            int length = in.skip(1).u16();
            Cursor body = in.slice(length - 4);
            if (!in.ok()) return false;
            switch (type) {
                case SECURITY_ASSOCIATION -> association(body);
                case KEY_EXCHANGE -> {
                    byte[] key = body.skip(4).rest();
                    out.set(IkeFields.KEY_EXCHANGE, key).set(IkeFields.KEY_EXCHANGE_BYTES, key.length);
                }
                case NONCE -> {
                    byte[] nonce = body.rest();
                    out.set(IkeFields.NONCE, nonce).set(IkeFields.NONCE_BYTES, nonce.length);
                }
                case NOTIFY -> notification(body);
                case VENDOR -> out.add(IkeFields.VENDORS, Hex.plain(body.rest()));
                case ENCRYPTED, ENCRYPTED_FRAGMENT -> {
                    // What it says comes next is inside.
                    return true;
                }
                default -> {
                    // identities, certificates, selectors
                }
            }
            type = next;
        }
        return true;
    }

    private void notification(Cursor in) {
        int spiBytes = in.skip(1).u8();
        int type = in.u16();
        if (!in.skip(spiBytes).ok()) return;
        if (type < FIRST_STATUS) errors++;
        out.add(IkeFields.NOTIFY, IkeNames.NOTIFY_2.name(type, "Unknown(" + type + ")"));
    }

    /// One transform of a proposal.
    private record Transform(int type, int id, int keyLength) {}

    private void association(Cursor in) {
        List<Slots> found = new ArrayList<>(1);
        while (in.remaining() > 0 && found.size() < MAX_PROPOSALS) {
            int more = in.u8();
            int length = in.skip(1).u16();
            Cursor proposal = in.slice(length - 4);
            int protocol = proposal.skip(1).u8();
            int spiBytes = proposal.u8();
            proposal.skip(1).skip(spiBytes);
            List<Transform> transforms = transforms(proposal);
            if (!in.ok() || transforms == null) {
                anomaly("invalid_proposal");
                break;
            }
            judge(protocol, transforms);
            found.add(proposal(transforms));
            if (more == 0) break;
        }
        if (!response || found.isEmpty()) return;
        if (found.size() > 1) {
            anomaly("multiple_server_proposal");
            out.set(IkeFields.SERVER_PROPOSALS, found);
        }
        for (Field field : IkeProposalFields.SCHEMA.fields()) {
            Object value = found.getFirst().get(field);
            if (value != null) out.set(IkeFields.SCHEMA.field(field.name()), value);
        }
    }

    /// Null where they are broken.
    private static List<Transform> transforms(Cursor in) {
        List<Transform> all = new ArrayList<>(4);
        while (in.remaining() > 0 && all.size() < MAX_TRANSFORMS) {
            int more = in.u8();
            int length = in.skip(1).u16();
            Cursor transform = in.slice(length - 4);
            int type = transform.u8();
            int id = transform.skip(1).u16();
            if (!transform.ok()) return null;
            int keyLength = 0;
            while (transform.remaining() >= 4) {
                int attribute = transform.u16();
                int value = transform.u16();
                if ((attribute & 0x8000) == 0) transform.skip(value);
                else if ((attribute & 0x7fff) == KEY_LENGTH) keyLength = value;
            }
            all.add(new Transform(type, id, keyLength));
            if (more == 0) break;
        }
        return in.ok() ? all : null;
    }

    private void anomaly(String name) {
        if (!out.anomalies.contains(name)) out.anomaly(name);
    }

    private void judge(int protocol, List<Transform> transforms) {
        boolean authenticating = false;
        boolean integrity = false;
        boolean group = false;
        for (Transform transform : transforms) {
            int id = transform.id;
            switch (transform.type) {
                case 1 -> {
                    if (IkeNames.isWeakEncryption2(id)) anomaly("weak_crypto_enc");
                    if (!IkeNames.ENCRYPTION_2.knows(id)) anomaly("unknown_proposal");
                    authenticating |= IkeNames.isAuthenticating2(id);
                }
                case 2 -> {
                    if (IkeNames.isWeakPrf2(id)) anomaly("weak_crypto_prf");
                    else if (!IkeNames.PRF_2.knows(id)) anomaly("unknown_proposal");
                }
                case 3 -> {
                    if (IkeNames.isWeakIntegrity2(id)) anomaly("weak_crypto_auth");
                    if (!IkeNames.INTEGRITY_2.knows(id)) anomaly("unknown_proposal");
                    integrity |= id != 0;
                }
                case 4 -> {
                    if (IkeNames.isWeakGroup(id)) anomaly("weak_crypto_dh");
                    if (!IkeNames.GROUP_2.knows(id)) anomaly("unknown_proposal");
                    group |= id != 0;
                }
                // 5: sequence numbers; 6 to 12: further key exchanges (RFC 9370)
                case 5, 6, 7, 8, 9, 10, 11, 12 -> {}
                default -> anomaly("unknown_proposal");
            }
        }
        if (protocol == PROTOCOL_AH) anomaly("no_encryption");
        if (protocol != PROTOCOL_IKE) return;
        if (!integrity && !authenticating) anomaly("weak_crypto_no_auth");
        if (!group) anomaly("weak_crypto_no_dh");
    }

    /// The first of each type; a responder has only one.
    private static Slots proposal(List<Transform> transforms) {
        Slots out = new Slots(IkeProposalFields.SCHEMA);
        for (Transform one : transforms) {
            int id = one.id;
            String unknown = "Unknown(" + id + ")";
            switch (one.type) {
                case 1 -> {
                    first(out, IkeProposalFields.ALG_ENC, IkeNames.ENCRYPTION_2.name(id, unknown));
                    first(out, IkeProposalFields.ALG_ENC_RAW, (long) id);
                    if (one.keyLength > 0) first(out, IkeProposalFields.SA_KEY_LENGTH_RAW, (long) one.keyLength);
                }
                case 2 -> {
                    first(out, IkeProposalFields.ALG_PRF, IkeNames.PRF_2.name(id, unknown));
                    first(out, IkeProposalFields.ALG_PRF_RAW, (long) id);
                }
                case 3 -> {
                    first(out, IkeProposalFields.ALG_AUTH, IkeNames.INTEGRITY_2.name(id, unknown));
                    first(out, IkeProposalFields.ALG_AUTH_RAW, (long) id);
                }
                case 4 -> {
                    first(out, IkeProposalFields.ALG_DH, IkeNames.GROUP_2.name(id, unknown));
                    first(out, IkeProposalFields.ALG_DH_RAW, (long) id);
                }
                case 5 -> first(out, IkeProposalFields.ALG_ESN, IkeNames.SEQUENCE_2.name(id, unknown));
                default -> {
                    // nothing that EVE shows
                }
            }
        }
        return out;
    }

    private static void first(Slots out, Field field, Object value) {
        if (out.get(field) == null) out.set(field, value);
    }
}
