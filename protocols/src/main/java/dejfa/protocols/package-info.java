package dejfa.protocols;
