package dejfa.api;

import java.io.Serializable;

/// A time as the value of a TEXT slot: spelled when somebody reads it.
///
/// @param timeNs nanoseconds since 1970
public record Moment(long timeNs) implements Serializable {
    @Override
    public String toString() {
        return EveJson.time(timeNs);
    }
}
