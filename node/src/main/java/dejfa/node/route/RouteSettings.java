package dejfa.node.route;

import dejfa.decode.flow.FlowSettings;
import dejfa.decode.packet.DecodeSettings;
import dejfa.decode.tcp.TcpSettings;
import java.util.List;
import java.util.Set;

/// How the route decodes, and what it makes events of.
///
/// @param inputs names of the inputs, by [dejfa.api.Packet#source]
/// @param logAnomalies packet anomalies become events (they are always seen by rules)
/// @param quietTypes event types that are not made at all, because nobody reads them
public record RouteSettings(
        String site,
        String sensor,
        List<String> inputs,
        DecodeSettings decode,
        FlowSettings flows,
        TcpSettings tcp,
        boolean logAnomalies,
        Set<String> quietTypes) {
    boolean logs(String type) {
        return !quietTypes.contains(type);
    }
}
