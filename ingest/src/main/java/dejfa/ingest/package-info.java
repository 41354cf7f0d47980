package dejfa.ingest;
