package dejfa.ingest.log;

import java.util.List;

/// Log formats that are data, and those that make events of protocols' types: they need the content folder and the
/// protocols' schemas.
///
/// @param recognisers asked in this order
/// @param problems what is wrong with the content, one sentence each, with file and line
public record LogContent(List<Recogniser> recognisers, List<String> problems) {
    public static final LogContent NONE = new LogContent(List.of(), List.of());

    public LogContent {
        recognisers = List.copyOf(recognisers);
        problems = List.copyOf(problems);
    }
}
