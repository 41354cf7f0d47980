package dejfa.respond;
