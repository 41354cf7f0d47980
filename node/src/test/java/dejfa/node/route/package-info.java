/// Tests of the packet route.
package dejfa.node.route;
