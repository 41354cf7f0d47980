package dejfa.detect.suricata.wire;

import dejfa.api.Field;
import dejfa.api.Slots;
import dejfa.detect.suricata.match.IntegerTest;
import dejfa.detect.suricata.rule.BadRule;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// `modbus:` on the request of a transaction: unit, function with subfunction or category, access to a table with
/// address and value (user guide, "Modbus Keyword"). Addresses count from 1, on the wire they count from 0.
public final class ModbusTest {
    private static final Set<String> TABLES = Set.of("discretes", "coils", "input", "holding");
    private static final Set<String> CATEGORIES = Set.of("assigned", "unassigned", "public", "user", "reserved", "all");

    private IntegerTest unit;
    private int function = -1;
    private int subfunction = -1;
    private String category;
    private boolean notCategory;
    private String access;
    private String table;
    private IntegerTest address;
    private IntegerTest value;

    private ModbusTest() {}

    /// @throws BadRule when it is no test
    public static ModbusTest parse(String text) {
        ModbusTest test = new ModbusTest();
        for (String part : text.split(",", -1)) test.part(part.strip().toLowerCase(Locale.ROOT));
        test.check();
        return test;
    }

    private void part(String text) {
        int space = 0;
        while (space < text.length() && Character.isLetter(text.charAt(space))) space++;
        String word = text.substring(0, space);
        String rest = text.substring(space).strip();
        if (rest.isEmpty()) throw new BadRule("modbus: " + text + " needs a value", "see the user guide on modbus");
        switch (word) {
            case "unit" -> unit = numbers(rest);
            case "function" -> function(rest);
            case "subfunction" -> subfunction = number(rest);
            case "access" -> access(rest);
            case "address" -> address = numbers(rest);
            case "value" -> value = numbers(rest);
            default ->
                throw new BadRule("modbus knows no " + word, "use unit, function, subfunction, access, address, value");
        }
    }

    private void function(String text) {
        boolean negated = text.startsWith("!");
        String name = text.substring(negated ? 1 : 0).strip();
        if (CATEGORIES.contains(name)) {
            category = name;
            notCategory = negated;
        } else function = number(name);
    }

    private void access(String text) {
        String[] words = text.split("\\s+");
        access = words[0];
        table = words.length > 1 ? words[1] : null;
        if (!access.equals("read") && !access.equals("write")) {
            throw new BadRule("modbus: access is read or write, not " + access, "write access read or access write");
        }
        if (table != null && !TABLES.contains(table)) {
            throw new BadRule("modbus knows no table " + table, "use discretes, coils, input or holding");
        }
        if (access.equals("write") && table != null && !table.equals("coils") && !table.equals("holding")) {
            throw new BadRule("modbus: nobody can write " + table, "use coils or holding");
        }
    }

    private void check() {
        if (address != null && table == null) {
            throw new BadRule("modbus: an address needs access and table", "write access read coils, address 1");
        }
        if (value != null && (address == null || access.equals("read"))) {
            throw new BadRule(
                    "modbus: a value needs a written address", "write access write holding, address 1, value 2");
        }
    }

    private static IntegerTest numbers(String text) {
        try {
            return IntegerTest.parse(text, Map.of());
        } catch (IllegalArgumentException e) {
            throw new BadRule("modbus: " + e.getMessage(), "write n, <n, >n or a<>b");
        }
    }

    private static int number(String text) {
        if (!text.matches("[0-9]{1,5}")) throw new BadRule("modbus: " + text + " is no number", "write a number");
        return Integer.parseInt(text);
    }

    private static long slot(Slots slots, String name) {
        Field field = slots.schema().field(name);
        return field == null ? -1 : slots.number(field, -1);
    }

    /// @param request the record of a request, as the protocol's folder has it
    public boolean holds(Slots request) {
        long code = slot(request, "function");
        if (unit != null && !unit.holds(slot(request, "unit_id"))) return false;
        if (function >= 0 && (code != function || slot(request, "function_raw") != function)) {
            return false;
        }
        if (subfunction >= 0 && slot(request, "subfunction") != subfunction) return false;
        if (category != null && ofCategory(words(request, "category")) == notCategory) return false;
        return access == null || accessHolds(request);
    }

    private boolean ofCategory(Set<String> categories) {
        return switch (category) {
            case "assigned" -> categories.contains("public_assigned");
            case "unassigned" -> categories.contains("public_unassigned");
            case "public" -> categories.contains("public_assigned") || categories.contains("public_unassigned");
            case "user" -> categories.contains("user_defined");
            case "reserved" -> categories.contains("reserved");
            default -> !categories.contains("none");
        };
    }

    private static Set<String> words(Slots request, String name) {
        String text = request.text(name);
        return text == null
                ? Set.of()
                : new HashSet<>(Arrays.asList(text.toLowerCase(Locale.ROOT).split(" \\| ")));
    }

    private boolean accessHolds(Slots request) {
        Set<String> done = words(request, "access_type");
        if (!done.contains(access) || table != null && !done.contains(table)) return false;
        if (address == null) return true;
        boolean read = access.equals("read");
        long first = slot(request, read ? "read_address" : "write_address");
        if (first < 0) return false;
        long quantity = slot(request, read ? "read_quantity" : "write_quantity");
        if (value == null) return touches(first + 1, first + Math.max(1, quantity));
        Field field = request.schema().field("written");
        List<?> written = field == null ? List.of() : request.list(field);
        for (int i = 0; i < written.size(); i++) {
            if (address.holds(first + 1 + i) && written.get(i) instanceof Long one && value.holds(one)) return true;
        }
        return false;
    }

    /// Is any address from `first` to `last` (65,535 more at most) one that the rule asks for?
    private boolean touches(long first, long last) {
        for (long at = first; at <= last; at++) if (address.holds(at)) return true;
        return false;
    }
}
