/// The command as its users run it: scenarios against their truth, the same bytes whatever the threads, bad input.
package dejfa.node;
