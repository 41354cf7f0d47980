package dejfa.console;
