package dejfa.store;
