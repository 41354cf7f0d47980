package dejfa.ingest.log;

/// Tells a format by the head of a log. Cheap, and sure: what it takes no other format gets.
public interface Recogniser {
    /// A new format for that log, or null where it is of another kind.
    LogFormat of(Head head);
}
