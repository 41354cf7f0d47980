/// Compiled pattern sets on disk, so that a second start skips the compilation. In: serialised databases with the
/// digest of all that they were made from. Out: the same bytes, or nothing. Called by the pattern compiler, through its
/// store. No standard; the layout of a file is told in [CompiledCache].
package dejfa.detect.cache;
