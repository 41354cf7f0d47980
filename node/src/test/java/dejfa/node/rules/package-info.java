/// Tests of `dejfa rules` and of docs/rule-support.md.
package dejfa.node.rules;
