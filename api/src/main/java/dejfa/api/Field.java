package dejfa.api;

import java.io.Serializable;
import java.util.Map;

/// One typed slot of an event or transaction, declared in `fields.yaml`.
///
/// @param event the event type (`http`), also the key under which EVE shows the slots
/// @param slot index in [Slots]
/// @param side the direction that carries it, or null where both do
/// @param ready the transaction progress of that side from which on the value no longer changes
/// @param buffer the rule language's sticky buffer or keyword that reads it (`http.uri`), or null
/// @param eve dotted path under the event's key (`tls.ja3.hash` is `ja3.hash`), or null where EVE does not show it
/// @param of schema of the elements of a RECORD or RECORD_LIST, else null
/// @param secret masked wherever it is written
/// @param values names, lower case, that rules may write for its numbers (`mqtt.type:CONNECT`)
public record Field(
        String event,
        String name,
        Kind kind,
        int slot,
        Direction side,
        int ready,
        String buffer,
        String eve,
        Schema of,
        boolean secret,
        Map<String, Long> values)
        implements Serializable {
    /// A field whose numbers have no names.
    public Field(
            String event,
            String name,
            Kind kind,
            int slot,
            Direction side,
            int ready,
            String buffer,
            String eve,
            Schema of,
            boolean secret) {
        this(event, name, kind, slot, side, ready, buffer, eve, of, secret, Map.of());
    }

    /// What a slot holds, with its Java type.
    public enum Kind {
        /// `byte[]` as on the wire; shown as text with escapes
        BYTES,
        /// `String`, or a [Moment]
        TEXT,
        /// `Long`
        NUMBER,
        /// `Double`
        REAL,
        /// `Boolean`
        FLAG,
        /// `List<byte[]>`
        BYTES_LIST,
        /// `List<String>`
        TEXT_LIST,
        /// `List<Long>`
        NUMBER_LIST,
        /// `Slots` of schema `of`
        RECORD,
        /// `List<Slots>` of schema `of`
        RECORD_LIST,
        /// `Map<String, String>`, sorted by key when written
        MAP,
        /// a [BodyWindow]; for rules only, never written
        BODY
    }
}
