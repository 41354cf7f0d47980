package dejfa.ingest.log.windows.evtx;

import dejfa.ingest.log.windows.Place;

/// One field that a template yields.
///
/// @param name in UTF-8; null where a value gives it
/// @param nameId as the record's names have it, -1 where nobody asks
/// @param nameValue the value that gives the name, or -1
/// @param target what the field is besides
/// @param data whether it is the event's own data
/// @param attribute whether it stands in an attribute: no value is no field then
/// @param value the value that is the field's, or -1 where `texts` and `values` make it
/// @param texts literal texts, null where the value of the same index stands instead
/// @param values their values, -1 where a text stands
/// @param children where elements of nested XML stand, if that is what the value is
/// @param known whether the name is a place's own; else the field exists only for nested XML
record Emit(
        byte[] name,
        int nameId,
        int nameValue,
        Target target,
        boolean data,
        boolean attribute,
        int value,
        byte[][] texts,
        int[] values,
        Place children,
        boolean known) {
    enum Target {
        FIELD,
        EVENT_ID,
        RECORD_ID,
        CHANNEL,
        COMPUTER,
        TIME
    }
}
