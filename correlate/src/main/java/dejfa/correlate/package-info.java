package dejfa.correlate;
