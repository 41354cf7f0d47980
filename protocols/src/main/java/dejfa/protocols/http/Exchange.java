package dejfa.protocols.http;

import dejfa.api.Transaction;

/// One request with its answer, while both sides are read.
final class Exchange {
    final Transaction transaction;
    /// upper case as sent; empty where the request was not seen
    String method = "";
    /// normalised path, names the file where nothing else does
    byte[] path = new byte[0];
    /// HTTP/0.9: the answer is a body without head
    boolean bare;
    /// the request's body may still come unannounced
    boolean requestOpen;
    boolean continueSeen;

    Exchange(Transaction transaction) {
        this.transaction = transaction;
    }
}
