package dejfa.api;

/// Digests that are made of files on request.
public enum FileHash {
    MD5("MD5"),
    SHA1("SHA-1"),
    SHA256("SHA-256");

    /// as `MessageDigest` names it
    final String algorithm;

    FileHash(String algorithm) {
        this.algorithm = algorithm;
    }
}
