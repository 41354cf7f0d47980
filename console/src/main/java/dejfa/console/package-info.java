/// What a person sees in a browser. In: incidents, blocks and evidence through api's ports. Out: pages. Called by
/// `dejfa.node`. Everything captured is shown as text, never as markup.
package dejfa.console;
