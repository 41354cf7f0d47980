/// The rules of the house as tests: which module may use which, how large things are, what stands beside what.
package dejfa.node.house;
