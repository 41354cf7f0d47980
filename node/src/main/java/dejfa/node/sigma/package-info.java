/// `dejfa sigma check|explain`: what is wrong with Sigma rules, and how one is executed. In: rule files. Out: text
/// or JSON.
package dejfa.node.sigma;
