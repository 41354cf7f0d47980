package dejfa.protocols.modbus;

/// What the function codes mean (specification §5, §6). Names as EVE has them.
final class Functions {
    static final int DIAGNOSTIC = 8;
    static final int MASK_WRITE = 22;
    static final int READ_WRITE = 23;
    static final int ENCAPSULATED = 43;
    /// MEI type that reads the device's identification (§6.21)
    static final int DEVICE_IDENTIFICATION = 14;

    static final int READ = 1;
    static final int WRITE = 2;
    static final int DISCRETES = 4;
    static final int COILS = 8;
    static final int INPUT = 16;
    static final int HOLDING = 32;
    static final int SINGLE = 64;
    static final int MULTIPLE = 128;

    static final int UNASSIGNED = 1;
    static final int ASSIGNED = 2;
    static final int USER = 4;
    static final int RESERVED = 8;

    private static final String[] ACCESS = {
        "READ", "WRITE", "DISCRETES", "COILS", "INPUT", "HOLDING", "SINGLE", "MULTIPLE"
    };
    private static final String[] CATEGORIES = {"PUBLIC_UNASSIGNED", "PUBLIC_ASSIGNED", "USER_DEFINED", "RESERVED"};

    private Functions() {}

    /// @param function without the bit of an exception
    static String name(int function) {
        return switch (function) {
            case 1 -> "RdCoils";
            case 2 -> "RdDiscreteInputs";
            case 3 -> "RdHoldRegs";
            case 4 -> "RdInputRegs";
            case 5 -> "WrSingleCoil";
            case 6 -> "WrSingleReg";
            case 7 -> "RdExcStatus";
            case DIAGNOSTIC -> "Diagnostic";
            case 9 -> "Program484";
            case 10 -> "Poll484";
            case 11 -> "GetCommEventCtr";
            case 12 -> "GetCommEventLog";
            case 13 -> "ProgramController";
            case 14 -> "PollController";
            case 15 -> "WrMultCoils";
            case 16 -> "WrMultRegs";
            case 17 -> "ReportServerID";
            case 18 -> "Program884";
            case 19 -> "ResetCommLink";
            case 20 -> "RdFileRec";
            case 21 -> "WrFileRec";
            case MASK_WRITE -> "MaskWrReg";
            case READ_WRITE -> "RdWrMultRegs";
            case 24 -> "RdFIFOQueue";
            case ENCAPSULATED -> "MEI";
            default -> "Unknown";
        };
    }

    /// Bits of what a function does to which table.
    static int access(int function) {
        return switch (function) {
            case 1 -> READ | COILS;
            case 2 -> READ | DISCRETES;
            case 3 -> READ | HOLDING;
            case 4 -> READ | INPUT;
            case 5 -> WRITE | COILS | SINGLE;
            case 6 -> WRITE | HOLDING | SINGLE;
            case 15 -> WRITE | COILS | MULTIPLE;
            case 16 -> WRITE | HOLDING | MULTIPLE;
            case MASK_WRITE -> WRITE | HOLDING;
            case READ_WRITE -> READ | WRITE | HOLDING | MULTIPLE;
            default -> 0;
        };
    }

    static String accessText(int function) {
        return text(access(function), ACCESS);
    }

    /// Bits of the categories of §5; a code may be reserved within the public range.
    ///
    /// @param subfunction of diagnostics or of the encapsulated interface, or -1
    static int category(int function, int subfunction) {
        if (function == DIAGNOSTIC) return subfunction == 19 || subfunction > 20 ? RESERVED : ASSIGNED;
        if (function == ENCAPSULATED) {
            return subfunction < 0 || subfunction == 13 || subfunction == DEVICE_IDENTIFICATION ? ASSIGNED : RESERVED;
        }
        return switch (function) {
            case 1, 2, 3, 4, 5, 6, 7, 11, 12, 15, 16, 17, 20, 21, 22, 23, 24 -> ASSIGNED;
            case 9, 10, 13, 14, 41, 42, 90, 91, 125, 126, 127 -> RESERVED | UNASSIGNED;
            default -> {
                if (function >= 65 && function <= 72 || function >= 100 && function <= 110) yield USER;
                yield function > 0 && function < 128 ? UNASSIGNED : 0;
            }
        };
    }

    static String categoryText(int function, int subfunction) {
        return text(category(function, subfunction), CATEGORIES);
    }

    /// The names of the bits that are set, by bar; NONE.
    static String text(int bits, String[] names) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < names.length; i++) {
            if ((bits >> i & 1) == 0) continue;
            if (!text.isEmpty()) text.append(" | ");
            text.append(names[i]);
        }
        return text.isEmpty() ? "NONE" : text.toString();
    }

    /// Subfunctions of diagnostics (§6.8).
    static String diagnostic(int code) {
        return switch (code) {
            case 0 -> "RetQueryData";
            case 1 -> "RestartCommOpt";
            case 2 -> "RetDiagReg";
            case 3 -> "ChangeInputDelimiter";
            case 4 -> "ForceListenOnlyMode";
            case 10 -> "ClearCountersDiagReg";
            case 11 -> "RetBusMsgCount";
            case 12 -> "RetBusCommErrCount";
            case 13 -> "RetBusExceptErrCount";
            case 14 -> "RetServerMsgCount";
            case 15 -> "RetServerNoRespCount";
            case 16 -> "RetServerNAKCount";
            case 17 -> "RetServerBusyCount";
            case 18 -> "RetBusCharOverrunCount";
            case 20 -> "ClearOverrunCounterFlag";
            default -> "Reserved";
        };
    }

    /// Types of the encapsulated interface (§6.19).
    static String encapsulated(int type) {
        return switch (type) {
            case 13 -> "CANOpenGenRefReqResp";
            case DEVICE_IDENTIFICATION -> "RdDevId";
            default -> "Unknown";
        };
    }

    /// Exception codes (§7); "Unknown" is none.
    static String exception(int code) {
        return switch (code) {
            case 1 -> "IllegalFunction";
            case 2 -> "IllegalDataAddr";
            case 3 -> "IllegalDataValue";
            case 4 -> "ServerDeviceFail";
            case 5 -> "Ack";
            case 6 -> "ServerDeviceBusy";
            case 7 -> "NegAck";
            case 8 -> "MemParityErr";
            case 10 -> "GatewayPath";
            case 11 -> "GatewayTarget";
            default -> "Unknown";
        };
    }
}
