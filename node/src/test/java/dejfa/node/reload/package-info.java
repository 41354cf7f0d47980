/// Tests of the thread that loads content anew: what is asked for, what is refused, what is looked at.
package dejfa.node.reload;
