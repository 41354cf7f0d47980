package dejfa.decode;
