package dejfa.detect;
