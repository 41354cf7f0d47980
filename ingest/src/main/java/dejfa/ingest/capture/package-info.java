/// Capture files as frames in time order.
///
/// Comes in: pcap and pcapng files (plain, gzip, zstd) as the operator named them. Goes out: batches of frames with
/// link type, time and length, copied once into memory that belongs to the batch; complaints in plain words.
/// Called by `node` through [Captures]. Standards: draft-ietf-opsawg-pcap, draft-ietf-opsawg-pcapng,
/// RFC 1952 (gzip), RFC 8878 (zstd).
package dejfa.ingest.capture;
