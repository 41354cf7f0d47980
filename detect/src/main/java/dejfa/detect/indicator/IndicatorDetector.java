package dejfa.detect.indicator;

import dejfa.api.Address;
import dejfa.api.Alert;
import dejfa.api.Detector;
import dejfa.api.Event;
import dejfa.api.Field;
import dejfa.api.Host;
import dejfa.api.Indicator;
import dejfa.api.IndicatorIndex;
import dejfa.detect.behaviour.AlertBuilder;
import dejfa.detect.behaviour.HomeNetworks;
import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Asks the index about every value of every event; speaks once per own host and indicator.
public final class IndicatorDetector implements Detector<IndicatorDetector.State> {
    /// Hits remembered per host; a host with more is known to be lost.
    private static final int HITS_AT_MOST = 1_024;

    private final IndicatorIndex index;
    private final HomeNetworks home;
    private final Observables observables;

    public IndicatorDetector(IndicatorIndex index, HomeNetworks home) {
        this.index = index;
        this.home = home;
        this.observables = new Observables(home);
    }

    /// What has been said about a host.
    public static final class State implements Serializable {
        private final Set<String> told = new LinkedHashSet<>();
    }

    @Override
    public String name() {
        return "indicator";
    }

    @Override
    public Set<String> types() {
        return Observables.TYPES;
    }

    @Override
    public Serializable keyOf(Event event) {
        if (index.size() == 0) return null;
        Address own = own(event);
        return own == null ? null : new Host(event.site(), own);
    }

    @Override
    public State start(Serializable key) {
        return new State();
    }

    @Override
    public void accept(Serializable key, State state, Event event, Consumer<Alert> out) {
        for (Observables.Observable one : observables.of(event)) {
            for (Indicator hit : index.lookup(one.kind(), one.value())) {
                boolean valid = hit.validFromNs() <= event.timeNs() && event.timeNs() <= hit.validUntilNs();
                String id = hit.kind() + " " + hit.value() + " " + hit.source();
                if (!valid || state.told.size() >= HITS_AT_MOST || !state.told.add(id)) continue;
                out.accept(alert(event, one, hit, state.told.size()));
            }
        }
    }

    @Override
    public long quietUntilNs(State state) {
        return Long.MAX_VALUE;
    }

    @Override
    public boolean advance(Serializable key, State state, long timeNs, boolean end, Consumer<Alert> out) {
        return !state.told.isEmpty();
    }

    private Alert alert(Event event, Observables.Observable met, Indicator hit, long sequence) {
        String kind = word(met.kind());
        Address own = own(event);
        boolean addressed = met.kind() == Indicator.Kind.ADDRESS;
        Address peer = addressed ? Address.parse(met.value()) : peer(event);
        String text = own + " met the " + kind.replace('-', ' ') + " " + met.value() + ", which " + hit.source()
                + " lists" + (hit.actor() == null ? "" : " under " + hit.actor())
                + (hit.sharedList() ? " (the list mixes several actors)" : "") + ".";
        return new AlertBuilder(event, Alert.Engine.INDICATOR, "indicator-" + kind)
                .says("Known bad " + kind.replace('-', ' ') + ": " + met.value(), text)
                .weighs(hit.reliability() >= 0.7 ? 2 : 3, Math.clamp(hit.reliability(), 0.01, 0.99))
                .partOf(Alert.Phase.UNKNOWN, List.of())
                .between(own, peer)
                .with(List.of(kind + ":" + met.value()), null)
                .restsOn(1, proven(event))
                .build(sequence);
    }

    /// A resolver is nobody's server: names asked of it don't make it a peer.
    private Address peer(Event event) {
        if (event.type().equals("dns")) return null;
        for (Address side : new Address[] {event.destination(), event.source()}) {
            if (side != null && home.side(side) == HomeNetworks.Side.OUTSIDE) return side;
        }
        return null;
    }

    private static boolean proven(Event event) {
        Field handshake = event.slots().schema().field("handshake");
        Field status = event.slots().schema().field("status");
        if (handshake != null) return event.slots().flag(handshake);
        return event.type().equals("http") && event.slots().get(status) != null
                || event.type().equals("tls") && event.slots().text("subject") != null;
    }

    private Address own(Event event) {
        // Who asked is the own host, not the resolver that answers.
        boolean answer = "response".equals(event.slots().text("type"));
        Address one = answer ? event.destination() : event.source();
        Address other = answer ? event.source() : event.destination();
        if (one != null && home.inside(one)) return one;
        return other != null && home.inside(other) ? other : null;
    }

    /// The words that correlate and actor profiles use for indicators.
    private static String word(Indicator.Kind kind) {
        return switch (kind) {
            case ADDRESS, NETWORK -> "address";
            case DOMAIN -> "domain";
            case URL -> "uri";
            case MD5, SHA1, SHA256 -> "file-hash";
            case JA3 -> "ja3";
            case JA3S -> "ja3s";
            case JA4 -> "ja4";
            case CERTIFICATE_SHA1 -> "certificate";
            case USER_AGENT -> "user-agent";
        };
    }
}
