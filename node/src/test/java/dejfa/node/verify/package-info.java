/// Tests of `dejfa verify`.
package dejfa.node.verify;
