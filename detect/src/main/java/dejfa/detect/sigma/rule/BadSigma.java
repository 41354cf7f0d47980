package dejfa.detect.sigma.rule;

/// A Sigma document that can't be run; the message says why in a sentence.
public final class BadSigma extends Exception {
    private static final long serialVersionUID = 1;

    public BadSigma(String reason) {
        super(reason, null, false, false);
    }
}
