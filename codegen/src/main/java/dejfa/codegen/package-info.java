/// Build time only. In: `fields.yaml` beside a package marked `@GenerateFields`, and classes marked `@Provides`.
/// Out: one `<Name>Fields` class of typed slots for each top-level key, and the service files that
/// `ServiceLoader` reads. Called by javac in every module; nothing of it is in the product.
package dejfa.codegen;
