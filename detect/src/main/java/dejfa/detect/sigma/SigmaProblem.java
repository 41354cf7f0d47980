package dejfa.detect.sigma;

/// A document that isn't run.
///
/// @param file as found
/// @param id empty where it says none
public record SigmaProblem(String file, String id, String reason) {
    @Override
    public String toString() {
        return file + (id.isEmpty() ? "" : " (" + id + ")") + ": " + reason;
    }
}
