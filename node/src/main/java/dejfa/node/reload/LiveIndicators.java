package dejfa.node.reload;

import dejfa.api.Indicator;
import dejfa.api.IndicatorIndex;
import java.util.List;

/// The indicators in force, for those who ask over the whole run. Used and exchanged by the ordered stage alone.
public final class LiveIndicators implements IndicatorIndex {
    private IndicatorIndex present;

    public LiveIndicators(IndicatorIndex first) {
        present = first;
    }

    public void swap(IndicatorIndex successor) {
        present = successor;
    }

    @Override
    public List<Indicator> lookup(Indicator.Kind kind, String value) {
        return present.lookup(kind, value);
    }

    @Override
    public int size() {
        return present.size();
    }
}
