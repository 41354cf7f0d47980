/// `dejfa rules`: what a rule writer wants to know before rules go live. In: rule files, plain or gzip, folders and
/// globs. Out: what is wrong or slow and why ([RulesCheck]), how one rule is executed ([RulesExplain]). Called by the
/// command line; loads rules exactly as `watch` does.
package dejfa.node.rules;
