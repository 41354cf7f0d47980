/// `dejfa sigma`, tested.
package dejfa.node.sigma;
