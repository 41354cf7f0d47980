package dejfa.detect.sigma.correlate;

import java.io.Serializable;
import java.util.List;

/// A correlation that holds.
///
/// @param rule the correlation's number
/// @param names what it groups by
/// @param group their values
/// @param value the count, sum or other measure; for the temporal ones how many of its rules fired
/// @param firstNs time of the first event that counts
/// @param lastNs time of the last
/// @param events that count, the latest of them
public record Found(
        int rule,
        List<String> names,
        List<String> group,
        double value,
        long firstNs,
        long lastNs,
        List<Observation> events)
        implements Serializable {}
