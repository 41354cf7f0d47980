/// What a person sees of a command at work: progress on standard error, colours where the output is a terminal. Called
// by
/// `dejfa.node` and its commands.
package dejfa.node.terminal;
