package dejfa.store;

import dejfa.api.Address;
import dejfa.api.Block;
import dejfa.api.Event;
import dejfa.api.History;
import dejfa.api.Host;
import dejfa.api.Incident;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// The data folder. One process writes it (DuckDB locks the file).
public final class Store implements History, AutoCloseable {
    private final Connection connection;
    private final EventStore events;
    private final IncidentStore incidents;
    private final Journal journal;

    private Store(Connection connection, Path folder) throws SQLException, IOException {
        this.connection = connection;
        create();
        events = new EventStore(connection);
        incidents = new IncidentStore(connection);
        journal = new Journal(folder.resolve("blocks.jsonl"));
    }

    public static Store open(Path folder) throws IOException {
        Files.createDirectories(folder);
        try {
            return new Store(DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("dejfa.duckdb")), folder);
        } catch (SQLException e) {
            throw failure("the data folder " + folder + " can't be opened", e);
        }
    }

    static IOException failure(String what, SQLException cause) {
        String first = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        String remedy = first.contains("lock")
                ? "another process uses it; stop that one or name another folder with --data"
                : "check its rights and the space on its disk";
        return new IOException(what + " (" + first + "); " + remedy + ".", cause);
    }

    private void create() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : Schema.CREATE) statement.execute(table);
            statement.execute("INSERT INTO meta SELECT " + Schema.VERSION + " WHERE NOT EXISTS (SELECT 1 FROM meta)");
        }
    }

    /// All further events belong to this input; one that is known adds only what is missing.
    public void input(long identity, String name) throws IOException {
        run("the input can't be noted", () -> events.input(identity, name));
    }

    public void append(Event event) throws IOException {
        events.append(event);
    }

    public void put(Incident incident) throws IOException {
        run("an incident can't be kept", () -> incidents.put(incident));
    }

    /// In the journal, synced, before it is in the table. The same block again (a repeated run) adds nothing.
    public void put(Block block) throws IOException {
        for (Block kept : blocks(block.incidentId())) {
            boolean same =
                    kept.id().equals(block.id()) && kept.state() == block.state() && kept.untilNs() == block.untilNs();
            if (same) return;
        }
        journal.append(block);
        run("a block can't be kept", () -> incidents.put(block));
    }

    public void flush() throws IOException {
        events.flush();
    }

    public long eventCount() {
        return ask(() -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT count(*) FROM events")) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    @Override
    public List<Incident> incidents() {
        return ask(incidents::incidents);
    }

    @Override
    public List<Block> blocks(String incidentId) {
        return ask(() -> incidents.blocks(incidentId));
    }

    @Override
    public Contacts contacts(Address address) {
        return ask(() -> {
            List<Host> hosts = new ArrayList<>();
            long flows = 0;
            try (PreparedStatement query = connection.prepareStatement("""
                SELECT site, CASE WHEN src_ip = ? THEN dest_ip ELSE src_ip END AS host, count(*) AS flows
                FROM events WHERE type = 'flow' AND (src_ip = ? OR dest_ip = ?) GROUP BY ALL ORDER BY site, host\
                """)) {
                for (int i = 1; i <= 3; i++) query.setString(i, address.toString());
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        hosts.add(new Host(row.getString(1), Address.parse(row.getString(2))));
                        flows += row.getLong(3);
                    }
                }
            }
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT coalesce(min(time_ns), 0), coalesce(max(time_ns), 0) FROM events")) {
                row.next();
                return new Contacts(hosts, flows, row.getLong(1), row.getLong(2));
            }
        });
    }

    /// A change of the database.
    private interface Change {
        void run() throws SQLException;
    }

    /// A question to it.
    private interface Question<T> {
        T ask() throws SQLException;
    }

    private static void run(String what, Change change) throws IOException {
        try {
            change.run();
        } catch (SQLException e) {
            throw failure(what, e);
        }
    }

    private static <T> T ask(Question<T> question) {
        try {
            return question.ask();
        } catch (SQLException e) {
            throw new java.io.UncheckedIOException(failure("the store can't be read", e));
        }
    }

    @Override
    public void close() throws IOException {
        flush();
        journal.close();
        run("the store can't be closed", connection::close);
    }
}
