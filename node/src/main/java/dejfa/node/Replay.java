package dejfa.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One quiet run of `watch` on behalf of another command: inputs in, an EVE file out, nothing printed.
///
/// @param rules as `--rules` takes them
/// @param homeNet as `--home-net` takes it, or null
/// @param vars as `--vars` takes it, or null
/// @param site as `--site` takes it, or null for the usual one
/// @param respond as `--respond` takes it
public record Replay(
        List<Path> inputs,
        List<String> rules,
        String homeNet,
        Path vars,
        List<Path> indicators,
        String site,
        String respond,
        Path eve) {
    /// What became of it.
    ///
    /// @param refusedRules rules that can't run here
    /// @param complaints one sentence each
    public record Done(int code, int refusedRules, List<String> complaints) {}

    /// @param workers threads that read packets; the events are the same
    public Done run(int workers) throws IOException {
        return run(workers, new Onlooker() {}, true);
    }

    /// @param cached compiled rules come from the usual folder, and are kept there
    public Done run(int workers, Onlooker onlooker, boolean cached) throws IOException {
        WatchCommand watch = new WatchCommand();
        watch.inputs = inputs;
        watch.rules = rules;
        watch.homeNet = homeNet;
        watch.vars = vars;
        watch.indicators = indicators;
        if (site != null) watch.site = site;
        watch.respond = respond;
        watch.eve = eve;
        watch.workers = workers;
        watch.quiet = true;
        watch.noCache = !cached;
        List<String> complaints = new ArrayList<>();
        Watch run = new Watch(watch, complaints::add).seenBy(onlooker);
        int code = run.run();
        return new Done(code, run.refusedRules(), complaints);
    }
}
