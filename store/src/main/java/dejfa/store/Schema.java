package dejfa.store;

import java.util.List;

/// The tables. Version 1; a later version migrates from the number in `meta`.
final class Schema {
    static final int VERSION = 1;

    static final List<String> CREATE = List.of(
            "CREATE TABLE IF NOT EXISTS meta (version INTEGER)",
            "CREATE TABLE IF NOT EXISTS inputs (input_id BIGINT, name VARCHAR)",
            """
            CREATE TABLE IF NOT EXISTS events (
              id BIGINT, input_id BIGINT, time_ns BIGINT, type VARCHAR, site VARCHAR, flow_id BIGINT,
              src_ip VARCHAR, src_port INTEGER, dest_ip VARCHAR, dest_port INTEGER, proto SMALLINT, eve VARCHAR)\
            """,
            """
            CREATE TABLE IF NOT EXISTS incidents (
              id VARCHAR PRIMARY KEY, title VARCHAR, severity VARCHAR, confidence DOUBLE, first_ns BIGINT, last_ns BIGINT,
              alert_count BIGINT, synthetic BOOLEAN, severity_reasons VARCHAR[], victims VARCHAR[], techniques VARCHAR[])\
            """,
            // Folders of before 1 December 2026 lack it.
            "ALTER TABLE incidents ADD COLUMN IF NOT EXISTS computers VARCHAR[]",
            """
            CREATE TABLE IF NOT EXISTS incident_steps (
              incident_id VARCHAR, position INTEGER, time_ns BIGINT, last_ns BIGINT, phase VARCHAR, kind VARCHAR, text VARCHAR,
              techniques VARCHAR[], count BIGINT, confidence DOUBLE)\
            """,
            """
            CREATE TABLE IF NOT EXISTS incident_servers (
              incident_id VARCHAR, position INTEGER, value VARCHAR, role VARCHAR, first_ns BIGINT, last_ns BIGINT,
              unforgeable BOOLEAN, confidence DOUBLE)\
            """,
            """
            CREATE TABLE IF NOT EXISTS incident_actors (
              incident_id VARCHAR, position INTEGER, name VARCHAR, probability DOUBLE, supporting VARCHAR[], opposing VARCHAR[])\
            """,
            """
            CREATE TABLE IF NOT EXISTS incident_links (
              incident_id VARCHAR, position INTEGER, source VARCHAR, relation VARCHAR, target VARCHAR, first_ns BIGINT,
              last_ns BIGINT, evidence VARCHAR)\
            """,
            """
            CREATE TABLE IF NOT EXISTS blocks (
              id VARCHAR PRIMARY KEY, incident_id VARCHAR, kind VARCHAR, subject VARCHAR, state VARCHAR, reason VARCHAR,
              confidence DOUBLE, owner VARCHAR, from_ns BIGINT, until_ns BIGINT, note VARCHAR)\
            """);

    private Schema() {}
}
