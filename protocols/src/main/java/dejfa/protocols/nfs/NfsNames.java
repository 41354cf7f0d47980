package dejfa.protocols.nfs;

import java.util.Map;

/// Names of procedures and statuses as Suricata's EVE spells them (RFC 1094 §2.2, RFC 1813 §2.6 and §3, RFC
/// 8881 §15 and §16.2).
final class NfsNames {
    private static final String[] TWO = words("""
            NULL GETATTR SETATTR ROOT LOOKUP READLINK READ WRITECACHE WRITE CREATE REMOVE RENAME LINK SYMLINK MKDIR
            RMDIR READDIR STATFS""");
    private static final String[] THREE = words("""
            NULL GETATTR SETATTR LOOKUP ACCESS READLINK READ WRITE CREATE MKDIR SYMLINK MKNOD REMOVE RMDIR RENAME LINK
            READDIR READDIRPLUS FSSTAT FSINFO PATHCONF COMMIT""");
    private static final String[] FOUR = words("""
            NULL COMPOUND - ACCESS CLOSE COMMIT CREATE DELEGPURGE DELEGRETURN GETATTR GETFH LINK LOCK LOCKT LOCKU LOOKUP
            LOOKUPP NVERIFY OPEN OPENATTR OPEN_CONFIRM OPEN_DOWNGRADE PUTFH PUTPUBFH PUTROOTFH READ READDIR READLINK
            REMOVE RENAME RENEW RESTOREFH SAVEFH SECINFO SETATTR SETCLIENTID SETCLIENTID_CONFIRM VERIFY WRITE
            RELEASE_LOCKOWNER BACKCHANNEL_CTL BIND_CONN_TO_SESSION EXCHANGE_ID CREATE_SESSION DESTROY_SESSION
            FREE_STATEID GET_DIR_DELEGATION GETDEVICEINFO GETDEVICELIST LAYOUTCOMMIT LAYOUTGET LAYOUTRETURN
            SECINFO_NO_NAME SEQUENCE SET_SSV TEST_STATEID WANT_DELEGATION DESTROY_CLIENTID RECLAIM_COMPLETE ALLOCATE
            COPY COPY_NOTIFY DEALLOCATE IO_ADVISE LAYOUTERROR LAYOUTSTATS OFFLOAD_CANCEL OFFLOAD_STATUS READ_PLUS SEEK
            WRITE_SAME CLONE""");
    private static final Map<Long, String> STATUS = Map.ofEntries(
            Map.entry(0L, "OK"),
            Map.entry(1L, "ERR_PERM"),
            Map.entry(2L, "ERR_NOENT"),
            Map.entry(5L, "ERR_IO"),
            Map.entry(6L, "ERR_NXIO"),
            Map.entry(13L, "ERR_ACCES"),
            Map.entry(17L, "ERR_EXIST"),
            Map.entry(18L, "ERR_XDEV"),
            Map.entry(19L, "ERR_NODEV"),
            Map.entry(20L, "ERR_NOTDIR"),
            Map.entry(21L, "ERR_ISDIR"),
            Map.entry(22L, "ERR_INVAL"),
            Map.entry(27L, "ERR_FBIG"),
            Map.entry(28L, "ERR_NOSPC"),
            Map.entry(30L, "ERR_ROFS"),
            Map.entry(31L, "ERR_MLINK"),
            Map.entry(63L, "ERR_NAMETOOLONG"),
            Map.entry(66L, "ERR_NOTEMPTY"),
            Map.entry(69L, "ERR_DQUOT"),
            Map.entry(70L, "ERR_STALE"),
            Map.entry(71L, "ERR_REMOTE"));
    /// from 10001 on
    private static final String[] LATE_STATUS = words("""
            BADHANDLE NOT_SYNC BAD_COOKIE NOTSUPP TOOSMALL SERVERFAULT BADTYPE JUKEBOX SAME DENIED EXPIRED LOCKED GRACE
            FHEXPIRED SHARE_DENIED WRONGSEC CLID_INUSE RESOURCE MOVED NOFILEHANDLE MINOR_VERS_MISMATCH STALE_CLIENTID
            STALE_STATEID OLD_STATEID BAD_STATEID BAD_SEQID NOT_SAME LOCK_RANGE SYMLINK RESTOREFH LEASE_MOVED
            ATTRNOTSUPP NO_GRACE RECLAIM_BAD RECLAIM_CONFLICT BADXDR LOCKS_HELD OPENMODE BADOWNER BADCHAR BADNAME
            BAD_RANGE LOCK_NOTSUPP OP_ILLEGAL DEADLOCK FILE_OPEN ADMIN_REVOKED CB_PATH_DOWN""");
    private static final String[] AUTH = {"NULL", "UNIX", "SHORT", "DES", "KRB", "RSA", "GSS"};

    private NfsNames() {}

    private static String[] words(String text) {
        return text.strip().split("\\s+");
    }

    static String procedure(int version, long number) {
        String[] names = version == 2 ? TWO : version == 3 ? THREE : FOUR;
        boolean known = number < names.length && !names[(int) number].equals("-");
        return known ? names[(int) number] : Long.toString(number);
    }

    static String status(long code) {
        long late = code - 10_001;
        if (late >= 0 && late < LATE_STATUS.length) return "ERR_" + LATE_STATUS[(int) late];
        return STATUS.getOrDefault(code, Long.toString(code));
    }

    static String auth(long flavour) {
        return flavour < AUTH.length ? AUTH[(int) flavour] : Long.toString(flavour);
    }
}
