/// Keeps events, incidents and blocks under one data folder, and answers what is asked of the past. In: events in
/// synced batches, incidents and blocks at the end of a run. Out: [dejfa.api.History]. Called by `dejfa.node`.
/// DuckDB's file format; times in UTC nanoseconds.
package dejfa.store;
