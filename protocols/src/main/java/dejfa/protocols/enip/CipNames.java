package dejfa.protocols.enip;

/// Names of CIP's services, classes and status codes (volume 1, appendices A and B, §5-1).
final class CipNames {
    private CipNames() {}

    static String service(int code) {
        return switch (code) {
            case 1 -> "get_attribute_all";
            case 2 -> "set_attribute_all";
            case 3 -> "get_attribute_list";
            case 4 -> "set_attribute_list";
            case 5 -> "reset";
            case 6 -> "start";
            case 7 -> "stop";
            case 8 -> "create";
            case 9 -> "delete";
            case 10 -> "multiple_service";
            case 13 -> "apply_attributes";
            case 14 -> "get_attribute_single";
            case 16 -> "set_attribute_single";
            case 17 -> "find_next_object_instance";
            case 21 -> "restore";
            case 22 -> "save";
            case 23 -> "no_op";
            case 24 -> "get_member";
            case 25 -> "set_member";
            case 26 -> "insert_member";
            case 27 -> "remove_member";
            case 28 -> "group_sync";
            case 75 -> "execute_pccc";
            case 76 -> "read_tag";
            case 77 -> "write_tag";
            case 78 -> "forward_close";
            case 82 -> "unconnected_send";
            case 83 -> "write_tag_fragmented";
            case 84 -> "forward_open";
            case 85 -> "get_instance_attribute_list";
            case 91 -> "large_forward_open";
            default -> "unknown-" + code;
        };
    }

    static String segment(int kind) {
        return switch (kind) {
            case 0 -> "class";
            case 1 -> "instance";
            case 2 -> "member";
            case 3 -> "connection_point";
            case 4 -> "attribute";
            case 5 -> "special";
            case 6 -> "service";
            default -> "extended";
        };
    }

    static String className(long code) {
        return switch ((int) code) {
            case 0x01 -> "Identity";
            case 0x02 -> "Message Router";
            case 0x03 -> "DeviceNet";
            case 0x04 -> "Assembly";
            case 0x05 -> "Connection";
            case 0x06 -> "Connection Manager";
            case 0x07 -> "Register";
            case 0x08 -> "Discrete Input Point";
            case 0x09 -> "Discrete Output Point";
            case 0x0a -> "Analog Input Point";
            case 0x0b -> "Analog Output Point";
            case 0x0e -> "Presence Sensing";
            case 0x0f -> "Parameter";
            case 0x10 -> "Parameter Group";
            case 0x12 -> "Group";
            case 0x1d -> "Discrete Input Group";
            case 0x1e -> "Discrete Output Group";
            case 0x1f -> "Discrete Group";
            case 0x20 -> "Analog Input Group";
            case 0x21 -> "Analog Output Group";
            case 0x22 -> "Analog Group";
            case 0x23 -> "Position Sensor";
            case 0x28 -> "Motor Data";
            case 0x29 -> "Control Supervisor";
            case 0x2a -> "AC/DC Drive";
            case 0x2b -> "Acknowledge Handler";
            case 0x37 -> "File";
            case 0x43 -> "Time Sync";
            case 0x47 -> "Device Level Ring";
            case 0x48 -> "Quality of Service";
            case 0x67 -> "PCCC";
            case 0x68 -> "Program";
            case 0x6b -> "Symbol";
            case 0x6c -> "Template";
            case 0xf4 -> "Port";
            case 0xf5 -> "TCP/IP Interface";
            case 0xf6 -> "Ethernet Link";
            default -> "unknown-" + code;
        };
    }

    static String status(int code) {
        return switch (code) {
            case 0x00 -> "success";
            case 0x01 -> "connection_failure";
            case 0x02 -> "resource_unavailable";
            case 0x03 -> "invalid_parameter_value";
            case 0x04 -> "path_segment_error";
            case 0x05 -> "path_destination_unknown";
            case 0x06 -> "partial_transfer";
            case 0x07 -> "connection_lost";
            case 0x08 -> "service_not_supported";
            case 0x09 -> "invalid_attribute_value";
            case 0x0a -> "attribute_list_error";
            case 0x0b -> "already_in_requested_mode_state";
            case 0x0c -> "object_state_conflict";
            case 0x0d -> "object_already_exists";
            case 0x0e -> "attribute_not_settable";
            case 0x0f -> "privilege_violation";
            case 0x10 -> "device_state_conflict";
            case 0x11 -> "reply_data_too_large";
            case 0x12 -> "fragmentation_of_a_primitive_value";
            case 0x13 -> "not_enough_data";
            case 0x14 -> "attribute_not_supported";
            case 0x15 -> "too_much_data";
            case 0x16 -> "object_does_not_exist";
            case 0x1e -> "embedded_service_error";
            case 0x1f -> "vendor_specific_error";
            case 0x20 -> "invalid_parameter";
            case 0x25 -> "key_failure_in_path";
            case 0x26 -> "path_size_invalid";
            case 0x27 -> "unexpected_attribute_in_list";
            case 0x28 -> "invalid_member_id";
            case 0x29 -> "member_not_settable";
            default -> "unknown-" + code;
        };
    }

    /// Of the connection manager's extended status (volume 1, §3-5.6), or null.
    static String extended(int status, int code) {
        if (status != 1) return null;
        return switch (code) {
            case 0x0100 -> "Connection in use or duplicate forward open";
            case 0x0103 -> "Transport class and trigger combination not supported";
            case 0x0106 -> "Ownership conflict";
            case 0x0107 -> "Target connection not found";
            case 0x0108 -> "Invalid network connection parameter";
            case 0x0109 -> "Invalid connection size";
            case 0x0110 -> "Target for connection not configured";
            case 0x0111 -> "RPI not supported";
            case 0x0113 -> "Out of connections";
            case 0x0114 -> "Vendor ID or product code mismatch";
            case 0x0115 -> "Device type mismatch";
            case 0x0116 -> "Revision mismatch";
            case 0x0117 -> "Invalid produced or consumed application path";
            case 0x0203 -> "Connection timed out";
            case 0x0204 -> "Unconnected request timed out";
            case 0x0205 -> "Parameter error in unconnected request service";
            case 0x0301 -> "No buffer memory available";
            case 0x0311 -> "Port not available";
            case 0x0312 -> "Link address not valid";
            case 0x0315 -> "Invalid segment in connection path";
            default -> null;
        };
    }
}
