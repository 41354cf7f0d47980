package dejfa.ingest.log.windows;

/// Where in an event's XML an element stands: from that follow its field's name and what its children are.
///
/// `System`'s elements stand by their own names, their attributes as `Execution_ProcessID`; `EventData`'s by the
/// name that `<Data Name="…">` gives, or as `Data`; `UserData`'s below its one container bare, deeper ones joined
/// by dots.
///
/// @param prefix of the names of what stands here; empty but deep in the event's data
public record Place(Kind kind, String prefix) {
    /// What surrounds an element.
    public enum Kind {
        ROOT,
        EVENT,
        SYSTEM,
        DATA,
        USER,
        RENDERED,
        INNER
    }

    /// Deeper names than that are cut: nobody's names are, and hostile ones shall not add up.
    private static final int MAX_PREFIX_CHARS = 256;

    public static final Place ROOT = new Place(Kind.ROOT, "");
    public static final Place EVENT = new Place(Kind.EVENT, "");
    public static final Place SYSTEM = new Place(Kind.SYSTEM, "");
    public static final Place DATA = new Place(Kind.DATA, "");
    public static final Place USER = new Place(Kind.USER, "");
    public static final Place RENDERED = new Place(Kind.RENDERED, "");
    private static final Place BARE = new Place(Kind.INNER, "");

    /// Where the children of the element of that name stand.
    public Place inside(String name) {
        return switch (kind) {
            case ROOT -> name.equals("Event") ? EVENT : section(name);
            case EVENT -> section(name);
            case USER -> BARE;
            case RENDERED -> RENDERED;
            case SYSTEM, DATA, INNER -> below(name);
        };
    }

    private static Place section(String name) {
        return switch (name) {
            case "System" -> SYSTEM;
            case "EventData", "BinaryEventData", "DebugData", "ProcessingErrorData" -> DATA;
            case "UserData" -> USER;
            case "RenderingInfo" -> RENDERED;
            // Azure's wrapper of EventData.
            case "DataItem" -> EVENT;
            default -> new Place(Kind.INNER, name + '.');
        };
    }

    private Place below(String name) {
        String deeper = prefix + name + '.';
        return deeper.length() > MAX_PREFIX_CHARS ? this : new Place(Kind.INNER, deeper);
    }

    /// The field that the text of the element of that name is, or null where it is none.
    public String field(String name) {
        return switch (kind) {
            case SYSTEM, DATA, USER, INNER -> prefix.isEmpty() ? name : prefix + name;
            case RENDERED -> name.equals("Message") ? name : null;
            case ROOT, EVENT -> null;
        };
    }

    /// The field that an attribute of the element of that name is, or null where it is none.
    public String field(String name, String attribute) {
        if (attribute.startsWith("xmlns") || kind == Kind.RENDERED || kind == Kind.ROOT || kind == Kind.EVENT)
            return null;
        return prefix + name + '_' + attribute;
    }

    /// Whether the element's attribute `Name` is its field's name.
    public boolean isNamed(String name) {
        return name.equals("Data") && (kind == Kind.DATA || kind == Kind.INNER);
    }

    /// Whether what stands here is the event's own data, not its head.
    public boolean isData() {
        return kind == Kind.DATA || kind == Kind.USER || kind == Kind.INNER;
    }
}
