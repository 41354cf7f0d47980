package dejfa.store;

import dejfa.api.Address;
import dejfa.api.EveJson;
import dejfa.api.Event;
import dejfa.api.JsonBytes;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/// The events table: batches appended in one transaction each, so that after a crash a batch is there whole or not at
/// all. An input that was seen before (a crashed or repeated run) adds only what is missing.
final class EventStore {
    /// Rows per transaction; a batch is also closed once a second by the writer's clock.
    private static final int BATCH_ROWS = 20_000;

    private static final long BATCH_MS = 1_000;

    private final DuckDBConnection connection;
    private final List<Event> pending = new ArrayList<>();
    private final JsonBytes line = new JsonBytes(4096);
    private long pendingSinceMs;
    private long inputId;
    private boolean known;

    EventStore(Connection connection) throws SQLException {
        this.connection = connection.unwrap(DuckDBConnection.class);
    }

    /// All further events belong to this input.
    void input(long id, String name) throws SQLException {
        inputId = id;
        try (PreparedStatement query = connection.prepareStatement("SELECT count(*) FROM inputs WHERE input_id = ?")) {
            query.setLong(1, id);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                known = row.getLong(1) > 0;
            }
        }
        if (known) return;
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO inputs VALUES (?, ?)")) {
            insert.setLong(1, id);
            insert.setString(2, name);
            insert.execute();
        }
    }

    void append(Event event) throws IOException {
        if (pending.isEmpty()) pendingSinceMs = System.currentTimeMillis();
        pending.add(event);
        if (pending.size() >= BATCH_ROWS
                || pending.size() % 256 == 0 && System.currentTimeMillis() - pendingSinceMs > BATCH_MS) flush();
    }

    void flush() throws IOException {
        if (pending.isEmpty()) return;
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            if (known) statement.execute("CREATE OR REPLACE TEMP TABLE incoming AS SELECT * FROM events LIMIT 0");
            write(known);
            if (known) {
                statement.execute("""
                    INSERT INTO events SELECT * FROM incoming i WHERE NOT EXISTS (
                      SELECT 1 FROM events e WHERE e.input_id = i.input_id AND e.id = i.id)\
                    """);
            }
            connection.commit();
            pending.clear();
        } catch (SQLException e) {
            throw Store.failure("events can't be kept", e);
        } finally {
            autoCommit();
        }
    }

    private void write(boolean aside) throws SQLException {
        try (DuckDBAppender appender = aside
                ? connection.createAppender("temp", "main", "incoming")
                : connection.createAppender("main", "events")) {
            for (Event event : pending) {
                line.clear();
                EveJson.line(event, line);
                appender.beginRow();
                appender.append(event.id());
                appender.append(inputId);
                appender.append(event.timeNs());
                appender.append(event.type());
                appender.append(event.site());
                appender.append(event.flowId());
                address(appender, event.source());
                appender.append(event.sourcePort());
                address(appender, event.destination());
                appender.append(event.destinationPort());
                appender.append((short) event.protocol());
                appender.append(line.toString());
                appender.endRow();
            }
        }
    }

    private static void address(DuckDBAppender appender, Address address) throws SQLException {
        if (address == null) appender.appendNull();
        else appender.append(address.toString());
    }

    private void autoCommit() throws IOException {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw Store.failure("events can't be kept", e);
        }
    }
}
