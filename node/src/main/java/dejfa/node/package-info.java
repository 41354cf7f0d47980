package dejfa.node;
