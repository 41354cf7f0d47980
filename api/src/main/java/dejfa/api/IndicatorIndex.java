package dejfa.api;

import java.util.List;

/// Port: what is known of a value. Intel implements it, detect asks.
public interface IndicatorIndex {
    /// All indicators that the value hits (a domain also hits by its parent domains, an address by its networks).
    List<Indicator> lookup(Indicator.Kind kind, String value);

    int size();
}
