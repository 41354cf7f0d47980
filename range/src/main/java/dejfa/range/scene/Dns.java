package dejfa.range.scene;

import dejfa.range.proto.DnsMessage;
import dejfa.range.wire.Dice;
import dejfa.range.wire.Host;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Name resolution: clients ask the office's resolver, that asks the provider's; both keep answers for their TTL.
public final class Dns {
    private final World world;
    private final Dice dice;
    private final Map<String, Long> clientCache = new HashMap<>();
    private final Map<String, Long> resolverCache = new HashMap<>();

    Dns(World world) {
        this.world = world;
        dice = world.dice.fork("dns");
    }

    /// Resolves the address of a name.
    /// @return when the client has it
    public long address(long timeNs, Host client, String name) {
        Host site = world.network.site(name);
        int ttl = site.outside ? 60 + dice.fork(name).below(1200) : 1200;
        if (clientCache.getOrDefault(client.name + ' ' + name, 0L) > timeNs) return timeNs;
        clientCache.put(client.name + ' ' + name, timeNs + ttl * World.SECOND);
        List<DnsMessage.Answer> answers = List.of(new DnsMessage.Answer(null, DnsMessage.A, ttl, site.address));
        if (site.outside && dice.chance(0.3)) {
            List<DnsMessage.Answer> six = site.address6 == null
                    ? List.of()
                    : List.of(new DnsMessage.Answer(null, DnsMessage.AAAA, ttl, site.address6));
            ask(timeNs + 40_000, client, name, DnsMessage.AAAA, 0, six, ttl);
        }
        return ask(timeNs, client, name, DnsMessage.A, 0, answers, ttl);
    }

    /// Any question with its answer, by the office's resolver.
    /// @return when the client has the answer
    public long ask(
            long timeNs, Host client, String name, int type, int code, List<DnsMessage.Answer> answers, int ttl) {
        Host resolver = world.network.resolver;
        int id = dice.below(65536);
        int port = client.port();
        String zone = zone(name);
        world.capture.udp(timeNs, client, port, resolver, 53, DnsMessage.question(id, name, type, false));
        long time = timeNs + 2 * resolver.delayNs + 50_000;
        String key = name + ' ' + type;
        boolean own = zone.equals(world.network.domain);
        if (!own && resolverCache.getOrDefault(key, 0L) <= timeNs && client != resolver) {
            time = upstream(time, name, type, code, answers, zone);
            resolverCache.put(key, time + ttl * World.SECOND);
        }
        world.capture.udp(time, resolver, 53, client, port, DnsMessage.answer(id, name, type, code, answers, zone));
        return time + 2 * client.delayNs;
    }

    private long upstream(long timeNs, String name, int type, int code, List<DnsMessage.Answer> answers, String zone) {
        Host resolver = world.network.resolver;
        return direct(timeNs, resolver, world.network.ispResolver, name, type, code, answers, zone, true);
    }

    /// A question straight to a server outside.
    /// @return when the answer is seen, and taken
    public long direct(
            long timeNs,
            Host client,
            Host server,
            String name,
            int type,
            int code,
            List<DnsMessage.Answer> answers,
            String zone,
            boolean edns) {
        int id = dice.below(65536);
        int port = client.port();
        world.capture.udp(timeNs, client, port, server, 53, DnsMessage.question(id, name, type, edns));
        long time = timeNs + 2 * server.delayNs + dice.between(200_000L, 9_000_000L);
        world.capture.udp(time, server, 53, client, port, DnsMessage.answer(id, name, type, code, answers, zone));
        return time + 2 * client.delayNs + 60_000;
    }

    /// The last two labels: enough for the names used here.
    private static String zone(String name) {
        int last = name.lastIndexOf('.');
        int before = name.lastIndexOf('.', last - 1);
        return before < 0 ? name : name.substring(before + 1);
    }
}
