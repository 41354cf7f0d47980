package dejfa.detect.suricata.keyword.field;

import dejfa.detect.suricata.rule.BufferCatalog;

import dejfa.api.Field;
import dejfa.api.Slots;
import dejfa.detect.suricata.match.IntegerTest;
import dejfa.detect.suricata.rule.BadRule;
import dejfa.detect.suricata.wire.ModbusTest;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Keywords of industrial protocols that look at several values of a message together (user guide, "DNP3 Keywords",
/// "ENIP/CIP Keywords"). Those that test one value are fields of their protocol's folder.
final class IndustrialKeywords {
    /// Bits of `dnp3_ind`: the first octet of the internal indications is the higher one.
    private static final Map<String, Long> INDICATIONS = Map.ofEntries(
            Map.entry("all_stations", 0x100L),
            Map.entry("class_1_events", 0x200L),
            Map.entry("class_2_events", 0x400L),
            Map.entry("class_3_events", 0x800L),
            Map.entry("need_time", 0x1000L),
            Map.entry("local_control", 0x2000L),
            Map.entry("device_trouble", 0x4000L),
            Map.entry("device_restart", 0x8000L),
            Map.entry("no_func_code_support", 1L),
            Map.entry("object_unknown", 2L),
            Map.entry("parameter_error", 4L),
            Map.entry("event_buffer_overflow", 8L),
            Map.entry("already_executing", 0x10L),
            Map.entry("config_corrupt", 0x20L),
            Map.entry("reserved_2", 0x40L),
            Map.entry("reserved_1", 0x80L));

    private IndustrialKeywords() {}

    static void register(Map<String, FieldKeyword> all) {
        all.put("modbus", IndustrialKeywords::modbus);
        all.put("dnp3_ind", IndustrialKeywords::indications);
        all.put("dnp3.ind", IndustrialKeywords::indications);
        all.put("dnp3_obj", IndustrialKeywords::objects);
        all.put("dnp3.obj", IndustrialKeywords::objects);
        all.put("cip_service", IndustrialKeywords::service);
        all.put("enip.cip_service", IndustrialKeywords::service);
    }

    /// The number in the slot of that name, or -1.
    private static long number(Slots slots, String name) {
        Field field = slots.schema().field(name);
        return field == null ? -1 : slots.number(field, -1);
    }

    private static FieldTest modbus(String value, BufferCatalog buffers) {
        ModbusTest test = ModbusTest.parse(Text.required(value, "modbus"));
        return FieldTest.ofRecord("modbus", test::holds);
    }

    /// `class_1_events,need_time`: any of them.
    private static FieldTest indications(String value, BufferCatalog buffers) {
        long mask = 0;
        for (String name : Text.parts(Text.required(value, "dnp3_ind"))) {
            Long bit = INDICATIONS.get(name.toLowerCase(Locale.ROOT));
            mask |= bit != null ? bit : Text.number(name, "dnp3_ind");
        }
        long wanted = mask;
        return FieldTest.ofNumber("dnp3.ind", number -> (number & wanted) != 0);
    }

    /// `group,variation`
    private static FieldTest objects(String value, BufferCatalog buffers) {
        List<String> parts = Text.parts(Text.required(value, "dnp3_obj"));
        if (parts.size() != 2) throw new BadRule("dnp3_obj needs group and variation", "write dnp3_obj:30,2;");
        int group = octet(parts.get(0), "dnp3_obj");
        int variation = octet(parts.get(1), "dnp3_obj");
        return FieldTest.ofRecord(
                "dnp3.obj", object -> number(object, "group") == group && number(object, "variation") == variation);
    }

    private static int octet(String text, String keyword) {
        int number = Text.count(text, keyword);
        if (number > 255) throw new BadRule(keyword + ": " + number + " is more than 255", "write 0 to 255");
        return number;
    }

    /// `service[,class[,attribute]]`: all three in one CIP message; in a response only the service is told.
    private static FieldTest service(String value, BufferCatalog buffers) {
        List<String> parts = Text.parts(Text.required(value, "cip_service"));
        if (parts.size() > 3)
            throw new BadRule("cip_service has three values at most", "write service,class,attribute");
        int service = octet(parts.get(0), "cip_service");
        if (service > 127) throw new BadRule("cip_service: the service has seven bits", "write 0 to 127");
        long wantedClass = parts.size() > 1 ? Text.count(parts.get(1), "cip_service") : -1;
        IntegerTest attribute = parts.size() > 2 ? Text.integerTest(parts.get(2), "cip_service", Map.of()) : null;
        return FieldTest.ofRecord(
                "enip.cip",
                message -> number(message, "service_code") == service
                        && (wantedClass < 0 || list(message, "classes").contains(wantedClass))
                        && (attribute == null
                                || list(message, "attributes").stream()
                                        .anyMatch(a -> a instanceof Long n && attribute.holds(n))));
    }

    private static List<?> list(Slots slots, String name) {
        Field field = slots.schema().field(name);
        return field == null ? List.of() : slots.list(field);
    }
}
