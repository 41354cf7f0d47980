package dejfa.api;

import java.util.List;

/// Port: what respond answers to incidents. Node wires it.
public interface BlockService {
    /// The blocks that the policy asks for, guards applied; refused ones are among them with their reason.
    List<Block> decide(Incident incident);
}
