/// Incidents to reversible, expiring blocks. In: incidents. Out: blocks proposed by playbooks, each passed by the one
/// [Guard]; approved ones go to enforcers, which accept nothing else ([ApprovedBlock] has no other maker). Dry run
/// unless armed. Called by `dejfa.node`; nftables syntax after nft(8).
package dejfa.respond;
