package dejfa.protocols.enip;

/// Commands and status codes of the encapsulation (volume 2, §2-3 and §2-4), and names of an identity's values.
final class Command {
    static final int NOP = 0;
    static final int LIST_SERVICES = 4;
    static final int LIST_IDENTITY = 0x63;
    static final int LIST_INTERFACES = 0x64;
    static final int REGISTER_SESSION = 0x65;
    static final int UNREGISTER_SESSION = 0x66;
    static final int SEND_RR_DATA = 0x6f;
    static final int SEND_UNIT_DATA = 0x70;

    private Command() {}

    static boolean known(int command) {
        return !name(command).startsWith("unknown");
    }

    static String name(int command) {
        return switch (command) {
            case NOP -> "nop";
            case LIST_SERVICES -> "list_services";
            case LIST_IDENTITY -> "list_identity";
            case LIST_INTERFACES -> "list_interfaces";
            case REGISTER_SESSION -> "register_session";
            case UNREGISTER_SESSION -> "unregister_session";
            case SEND_RR_DATA -> "send_rr_data";
            case SEND_UNIT_DATA -> "send_unit_data";
            case 0x72 -> "indicate_status";
            case 0x73 -> "cancel";
            default -> "unknown-" + command;
        };
    }

    /// Can the command have that many bytes behind its header?
    static boolean fits(int command, int length) {
        return switch (command) {
            case REGISTER_SESSION -> length == 4 || length == 0;
            case UNREGISTER_SESSION -> length == 0;
            // interface handle, time-out, number of items
            case SEND_RR_DATA, SEND_UNIT_DATA -> length >= 8 || length == 0;
            default -> true;
        };
    }

    /// Is there a reply to it?
    static boolean answered(int command) {
        return command != NOP && command != UNREGISTER_SESSION;
    }

    static String status(long code) {
        return switch ((int) code) {
            case 0 -> "success";
            case 1 -> "invalid_cmd";
            case 2 -> "no_resources";
            case 3 -> "incorrect_data";
            case 0x64 -> "invalid_session";
            case 0x65 -> "invalid_length";
            case 0x69 -> "unsupported_prot_rev";
            case 0x6a -> "encap_header_error";
            default -> "unknown-" + code;
        };
    }

    /// States of the identity object (volume 1, §5-2.2).
    static String state(int code) {
        return switch (code) {
            case 0 -> "nonexistent";
            case 1 -> "device_self_testing";
            case 2 -> "standby";
            case 3 -> "operational";
            case 4 -> "major_recoverable_fault";
            case 5 -> "major_unrecoverable_fault";
            case 255 -> "default";
            default -> "unknown-" + code;
        };
    }

    /// Profiles of volume 1, §6-1.
    static String device(int type) {
        return switch (type) {
            case 0x00 -> "Generic Device (deprecated)";
            case 0x02 -> "AC Drive";
            case 0x03 -> "Motor Overload";
            case 0x04 -> "Limit Switch";
            case 0x05 -> "Inductive Proximity Switch";
            case 0x06 -> "Photoelectric Sensor";
            case 0x07 -> "General Purpose Discrete I/O";
            case 0x0c -> "Communications Adapter";
            case 0x0e -> "Programmable Logic Controller";
            case 0x10 -> "Position Controller";
            case 0x13 -> "DC Drive";
            case 0x15 -> "Contactor";
            case 0x16 -> "Motor Starter";
            case 0x17 -> "Softstart Starter";
            case 0x18 -> "Human-Machine Interface";
            case 0x1a -> "Mass Flow Controller";
            case 0x1b -> "Pneumatic Valve";
            case 0x1c -> "Vacuum Pressure Gauge";
            case 0x22 -> "Encoder";
            case 0x23 -> "Safety Discrete I/O Device";
            case 0x25 -> "CIP Motion Drive";
            case 0x2b -> "Generic Device";
            case 0x2c -> "Managed Ethernet Switch";
            default -> "unknown-" + type;
        };
    }

    /// The vendors most met; the number tells the others.
    static String vendor(int id) {
        return switch (id) {
            case 1 -> "Rockwell Automation/Allen-Bradley";
            case 2 -> "Namco Controls Corp.";
            case 5 -> "Rockwell Automation/Reliance Elec.";
            case 40 -> "WAGO Corporation";
            case 44 -> "Rockwell Automation";
            case 47 -> "OMRON Corporation";
            case 90 -> "HMS Industrial Networks AB";
            case 108 -> "Beckhoff Automation";
            case 161 -> "Mitsubishi Electric Automation, Inc.";
            case 243 -> "Schneider Electric";
            case 283 -> "Hilscher GmbH";
            case 1251 -> "Siemens AG";
            default -> "unknown-" + id;
        };
    }
}
