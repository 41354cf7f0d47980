package dejfa.respond;

import dejfa.api.Block;

/// A block that has passed the guard. Only [Guard#approve] makes one, and enforcers accept nothing else, so no path
/// goes round the guard.
public final class ApprovedBlock {
    private final Block block;

    ApprovedBlock(Block block) {
        this.block = block;
    }

    public Block block() {
        return block;
    }
}
