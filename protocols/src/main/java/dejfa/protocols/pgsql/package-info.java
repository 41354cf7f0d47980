/// PostgreSQL's frontend/backend protocol, version 3 (PostgreSQL documentation, chapter "Frontend/Backend
/// Protocol"). In: the stream. Out: one transaction per request with what its responses say; rows are counted,
/// not kept. After an accepted SSL request the TLS parser goes on. Passwords are left out unless the operator
/// wants them (`outputs.eve-log.pgsql.passwords`). Called by the recognition of `dejfa.protocols`.
@dejfa.api.GenerateFields
package dejfa.protocols.pgsql;
