package dejfa.store;

import dejfa.api.Actor;
import dejfa.api.Address;
import dejfa.api.Alert;
import dejfa.api.Block;
import dejfa.api.Host;
import dejfa.api.Incident;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Incidents with their parts, and blocks. Writing one again replaces it: the id is the same for the same attack.
final class IncidentStore {
    private static final List<String> PARTS =
            List.of("incident_steps", "incident_servers", "incident_actors", "incident_links");

    private final Connection connection;

    IncidentStore(Connection connection) {
        this.connection = connection;
    }

    void put(Incident incident) throws SQLException {
        connection.setAutoCommit(false);
        try {
            row("DELETE FROM incidents WHERE id = ?", incident.id());
            for (String part : PARTS) row("DELETE FROM " + part + " WHERE incident_id = ?", incident.id());
            row(
                    "INSERT INTO incidents VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
                    incident.id(),
                    incident.title(),
                    incident.severity(),
                    incident.confidence(),
                    incident.firstNs(),
                    incident.lastNs(),
                    incident.alertCount(),
                    incident.synthetic(),
                    incident.severityReasons(),
                    incident.victims().stream()
                            .map(host -> host.site() + " " + host.address())
                            .toList(),
                    incident.techniques(),
                    incident.computers());
            parts(incident);
            connection.commit();
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private void parts(Incident incident) throws SQLException {
        int at = 0;
        for (Incident.Step s : incident.steps()) {
            row(
                    "INSERT INTO incident_steps VALUES (?,?,?,?,?,?,?,?,?,?)",
                    incident.id(),
                    at++,
                    s.timeNs(),
                    s.lastNs(),
                    s.phase().name(),
                    s.kind(),
                    s.text(),
                    s.techniques(),
                    s.count(),
                    s.confidence());
        }
        at = 0;
        for (Incident.Server s : incident.servers()) {
            row(
                    "INSERT INTO incident_servers VALUES (?,?,?,?,?,?,?,?)",
                    incident.id(),
                    at++,
                    s.value(),
                    s.role(),
                    s.firstNs(),
                    s.lastNs(),
                    s.unforgeable(),
                    s.confidence());
        }
        at = 0;
        for (Actor a : incident.actors()) {
            row(
                    "INSERT INTO incident_actors VALUES (?,?,?,?,?,?)",
                    incident.id(),
                    at++,
                    a.name(),
                    a.probability(),
                    a.supporting(),
                    a.opposing());
        }
        at = 0;
        for (Incident.Link l : incident.links()) {
            row(
                    "INSERT INTO incident_links VALUES (?,?,?,?,?,?,?,?)",
                    incident.id(),
                    at++,
                    l.from(),
                    l.relation(),
                    l.to(),
                    l.firstNs(),
                    l.lastNs(),
                    l.evidence());
        }
    }

    void put(Block block) throws SQLException {
        String kind = block.subject().getClass().getSimpleName();
        row(
                "INSERT OR REPLACE INTO blocks VALUES (?,?,?,?,?,?,?,?,?,?,?)",
                block.id(),
                block.incidentId(),
                kind,
                block.subject().toString(),
                block.state().name(),
                block.reason(),
                block.confidence(),
                block.owner(),
                block.fromNs(),
                block.untilNs(),
                block.note());
    }

    private void row(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                if (values[i] instanceof List<?> list) {
                    statement.setArray(i + 1, connection.createArrayOf("VARCHAR", list.toArray()));
                } else statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        }
    }

    List<Incident> incidents() throws SQLException {
        List<Incident> all = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT * FROM incidents ORDER BY first_ns, id");
                ResultSet row = query.executeQuery()) {
            while (row.next()) all.add(incident(row));
        }
        return all;
    }

    private Incident incident(ResultSet row) throws SQLException {
        String id = row.getString("id");
        List<Host> victims = new ArrayList<>();
        for (String victim : texts(row.getArray("victims"))) {
            int space = victim.lastIndexOf(' ');
            victims.add(new Host(victim.substring(0, space), Address.parse(victim.substring(space + 1))));
        }
        return new Incident(
                id,
                row.getString("title"),
                row.getString("severity"),
                texts(row.getArray("severity_reasons")),
                row.getDouble("confidence"),
                row.getLong("first_ns"),
                row.getLong("last_ns"),
                victims,
                texts(row.getArray("computers")),
                servers(id),
                texts(row.getArray("techniques")),
                steps(id),
                links(id),
                actors(id),
                List.of(),
                row.getLong("alert_count"),
                row.getBoolean("synthetic"));
    }

    /// Makes one part of an incident from a row.
    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> parts(String table, String id, Reader<T> reader) throws SQLException {
        List<T> all = new ArrayList<>();
        try (PreparedStatement query =
                connection.prepareStatement("SELECT * FROM " + table + " WHERE incident_id = ? ORDER BY position")) {
            query.setString(1, id);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) all.add(reader.read(row));
            }
        }
        return all;
    }

    private List<Incident.Server> servers(String id) throws SQLException {
        return parts(
                "incident_servers",
                id,
                row -> new Incident.Server(
                        row.getString("value"),
                        row.getString("role"),
                        row.getLong("first_ns"),
                        row.getLong("last_ns"),
                        row.getBoolean("unforgeable"),
                        row.getDouble("confidence")));
    }

    private List<Incident.Step> steps(String id) throws SQLException {
        return parts(
                "incident_steps",
                id,
                row -> new Incident.Step(
                        row.getLong("time_ns"),
                        row.getLong("last_ns"),
                        Alert.Phase.valueOf(row.getString("phase")),
                        row.getString("kind"),
                        row.getString("text"),
                        texts(row.getArray("techniques")),
                        row.getLong("count"),
                        row.getDouble("confidence")));
    }

    private List<Incident.Link> links(String id) throws SQLException {
        return parts(
                "incident_links",
                id,
                row -> new Incident.Link(
                        row.getString("source"),
                        row.getString("relation"),
                        row.getString("target"),
                        row.getLong("first_ns"),
                        row.getLong("last_ns"),
                        row.getString("evidence")));
    }

    private List<Actor> actors(String id) throws SQLException {
        return parts(
                "incident_actors",
                id,
                row -> new Actor(
                        row.getString("name"),
                        row.getDouble("probability"),
                        texts(row.getArray("supporting")),
                        texts(row.getArray("opposing"))));
    }

    List<Block> blocks(String incidentId) throws SQLException {
        List<Block> all = new ArrayList<>();
        try (PreparedStatement query =
                connection.prepareStatement("SELECT * FROM blocks WHERE incident_id = ? ORDER BY id")) {
            query.setString(1, incidentId);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    all.add(new Block(
                            row.getString("id"),
                            Subjects.parse(row.getString("kind"), row.getString("subject")),
                            Block.State.valueOf(row.getString("state")),
                            row.getString("reason"),
                            incidentId,
                            row.getDouble("confidence"),
                            row.getString("owner"),
                            row.getLong("from_ns"),
                            row.getLong("until_ns"),
                            row.getString("note")));
                }
            }
        }
        return all;
    }

    private static List<String> texts(Array array) throws SQLException {
        List<String> all = new ArrayList<>();
        if (array != null) for (Object text : (Object[]) array.getArray()) all.add(String.valueOf(text));
        return all;
    }
}
