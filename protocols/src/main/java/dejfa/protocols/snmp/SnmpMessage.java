package dejfa.protocols.snmp;

import dejfa.api.Transaction;
import dejfa.protocols.wire.Ber;
import dejfa.protocols.wire.Codes;
import dejfa.protocols.wire.Cursor;

/// Reads one message into a transaction.
final class SnmpMessage {
    static final int VERSION_1 = 0;
    static final int VERSION_2C = 1;
    static final int VERSION_3 = 3;

    private static final int FIRST_PDU = 0xa0;
    private static final int LAST_PDU = 0xa8;
    private static final int TRAP_1 = 4;
    private static final int GET_BULK = 5;
    private static final int USER_BASED = 3;
    private static final int MAX_VARIABLES = 256;

    /// RFC 3416 §3
    private static final Codes ERRORS = Codes.of("""
            1 TooBig 2 NoSuchName 3 BadValue 4 ReadOnly 5 GenErr 6 NoAccess 7 WrongType 8 WrongLength 9 WrongEncoding
            10 WrongValue 11 NoCreation 12 InconsistentValue 13 ResourceUnavailable 14 CommitFailed 15 UndoFailed
            16 AuthorizationError 17 NotWritable 18 InconsistentName""");
    /// RFC 1157 §4.1.6
    private static final Codes TRAPS = Codes.of("""
            0 ColdStart 1 WarmStart 2 LinkDown 3 LinkUp 4 AuthenticationFailure 5 EgpNeighborLoss
            6 EnterpriseSpecific""");
    private static final Codes PDUS = Codes.of("""
            0 get_request 1 get_next_request 2 response 3 set_request 4 trap_v1 5 get_bulk_request 6 inform_request
            7 trap_v2 8 report""");

    private final Transaction out;

    private SnmpMessage(Transaction out) {
        this.out = out;
    }

    static boolean isPdu(int tag) {
        return tag >= FIRST_PDU && tag <= LAST_PDU;
    }

    /// @param version as on the wire
    /// @param in behind the version
    /// @return whether it could be read whole
    static boolean read(long version, Cursor in, Transaction out) {
        SnmpMessage message = new SnmpMessage(out);
        return version == VERSION_3 ? message.three(in) : message.community(in);
    }

    private boolean community(Cursor in) {
        Cursor community = Ber.read(in, Ber.OCTETS);
        if (community == null) return false;
        out.set(SnmpFields.COMMUNITY, community.rest());
        return pdu(Ber.read(in));
    }

    /// SNMPv3Message: RFC 3412 §6.
    private boolean three(Cursor in) {
        Cursor header = Ber.read(in, Ber.SEQUENCE);
        if (header == null || Ber.read(header, Ber.INTEGER) == null || Ber.read(header, Ber.INTEGER) == null) {
            return false;
        }
        Cursor flags = Ber.read(header, Ber.OCTETS);
        Ber model = flags == null ? null : Ber.read(header);
        if (model == null || model.tag() != Ber.INTEGER) return false;
        out.set(SnmpFields.AUTHENTICATED, (Object) ((flags.u8() & 1) != 0));
        long number = model.integer();
        out.set(SnmpFields.SECURITY_MODEL, number);
        Cursor security = Ber.read(in, Ber.OCTETS);
        if (security == null) return false;
        if (number == USER_BASED) {
            if (!user(security)) return false;
        } else out.anomaly("unknown_security_model");
        Ber data = Ber.read(in);
        if (data == null) return false;
        if (data.tag() == Ber.OCTETS) {
            out.set(SnmpFields.PDU_TYPE, "encrypted");
            return true;
        }
        if (data.tag() != Ber.SEQUENCE) return false;
        Cursor scoped = data.content();
        boolean context = Ber.read(scoped, Ber.OCTETS) != null && Ber.read(scoped, Ber.OCTETS) != null;
        return context && pdu(Ber.read(scoped));
    }

    /// UsmSecurityParameters: RFC 3414 §2.4.
    private boolean user(Cursor in) {
        Cursor body = Ber.read(in, Ber.SEQUENCE);
        if (body == null || Ber.read(body, Ber.OCTETS) == null) return false;
        if (Ber.read(body, Ber.INTEGER) == null || Ber.read(body, Ber.INTEGER) == null) return false;
        Cursor name = Ber.read(body, Ber.OCTETS);
        if (name == null) return false;
        out.set(SnmpFields.USM, name.rest());
        return true;
    }

    private boolean pdu(Ber pdu) {
        if (pdu == null || !isPdu(pdu.tag())) return false;
        int type = pdu.tag() - FIRST_PDU;
        out.set(SnmpFields.PDU_TYPE, PDUS.name(type)).set(SnmpFields.PDU_TYPE_NUMBER, type);
        Cursor in = pdu.content();
        if (type == TRAP_1) return trap(in);
        Ber request = Ber.read(in);
        Ber status = request == null ? null : Ber.read(in);
        if (status == null || Ber.read(in) == null) return false;
        out.set(SnmpFields.REQUEST_ID, request.integer());
        long error = status.integer();
        // A bulk request has the number of non-repeaters there.
        if (type != GET_BULK && error != 0) out.set(SnmpFields.ERROR, ERRORS.name(error, "unknown-" + error));
        return variables(in);
    }

    /// Trap-PDU: RFC 1157 §4.1.6.
    private boolean trap(Cursor in) {
        Cursor enterprise = Ber.read(in, Ber.OID);
        Ber address = enterprise == null ? null : Ber.read(in);
        Ber generic = address == null ? null : Ber.read(in);
        if (generic == null || Ber.read(in) == null || Ber.read(in) == null) return false;
        long kind = generic.integer();
        out.set(SnmpFields.TRAP_TYPE, TRAPS.name(kind, "unknown-" + kind));
        out.set(SnmpFields.TRAP_OID, Ber.oid(enterprise));
        byte[] agent = address.content().rest();
        if (agent.length == 4) {
            StringBuilder text = new StringBuilder();
            for (byte b : agent) text.append(text.isEmpty() ? "" : ".").append(b & 0xff);
            out.set(SnmpFields.TRAP_ADDRESS, text.toString());
        }
        return variables(in);
    }

    private boolean variables(Cursor in) {
        Cursor list = Ber.read(in, Ber.SEQUENCE);
        if (list == null) return false;
        for (int i = 0; list.remaining() > 0 && i < MAX_VARIABLES; i++) {
            Cursor pair = Ber.read(list, Ber.SEQUENCE);
            Cursor name = pair == null ? null : Ber.read(pair, Ber.OID);
            if (name == null) return false;
            out.add(SnmpFields.VARS, Ber.oid(name));
        }
        return true;
    }
}
