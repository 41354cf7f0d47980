package dejfa.ingest.log.windows.evtx;

import dejfa.ingest.log.windows.Place;

/// A template made flat: its fields in order. Valid within its chunk.
record Plan(int at, Place place, Emit[] emits, Plan next) {}
