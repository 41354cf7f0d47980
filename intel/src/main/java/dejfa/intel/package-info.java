package dejfa.intel;
