package dejfa.range;
