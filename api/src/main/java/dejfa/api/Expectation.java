package dejfa.api;

/// A flow that a parser saw announced (FTP's PORT, PASV, EPRT, EPSV): from `client` to `server`:`port`.
///
/// @param client who will connect, or null where any peer may
/// @param protocol the parser that will read it (`ftp-data`)
/// @param context what the announcing transaction says of it; given to [FlowParserFactory#create(Flow, Slots)]
public record Expectation(Address client, Address server, int port, String protocol, Slots context) {}
