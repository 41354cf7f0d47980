package dejfa.intel;

import dejfa.intel.ActorProfile.Habit;
import dejfa.intel.ActorProfile.Sign;
import dejfa.intel.ActorProfile.Source;
import dejfa.intel.ActorProfile.Unlike;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// All actor profiles with the prevalence table. A profile with a problem is left out and every problem is listed.
public final class ActorProfiles {
    private final List<ActorProfile> all;
    private final Prevalence prevalence;
    private final List<String> problems;

    private ActorProfiles(List<ActorProfile> all, Prevalence prevalence, List<String> problems) {
        this.all = List.copyOf(all);
        this.prevalence = prevalence;
        this.problems = List.copyOf(problems);
    }

    /// @param folder `content/actors`: `prevalence.yaml` and one folder an actor
    public static ActorProfiles load(Path folder) {
        List<String> problems = new ArrayList<>();
        Prevalence prevalence = Prevalence.read(folder.resolve("prevalence.yaml"), problems);
        List<ActorProfile> all = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        for (Path file : files(folder, problems)) {
            int before = problems.size();
            ActorProfile profile = profile(YamlMap.read(file, problems), prevalence);
            if (!names.add(profile.name())) problems.add(file + ": '" + profile.name() + "' is already taken");
            if (problems.size() == before) all.add(profile);
        }
        return new ActorProfiles(all, prevalence, problems);
    }

    private static List<Path> files(Path folder, List<String> problems) {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.map(actor -> actor.resolve("actor.yaml"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            problems.add(folder + ": no actor profiles there (" + e + "); every incident stays with an unknown actor");
            return List.of();
        }
    }

    private static ActorProfile profile(YamlMap root, Prevalence prevalence) {
        String name = root.text("name");
        String id = root.text("id");
        if (!id.matches("G\\d{4}")) root.problem("'id' must be an ATT&CK group such as G0027, not '" + id + "'");
        List<String> aliases = root.texts("aliases");
        int since = (int) root.number("active_since", Double.NaN, 1990, 2100);
        String description = root.text("description");
        List<Source> sources = new ArrayList<>();
        for (YamlMap source : root.maps("sources")) {
            sources.add(new Source(source.text("title"), source.text("url"), source.text("date")));
            source.end();
        }
        if (sources.isEmpty()) root.problem("needs at least one entry in 'sources'");
        Set<String> techniques = techniques(root, "techniques");
        Set<String> tools = new LinkedHashSet<>();
        for (String tool : root.texts("tools")) {
            if (prevalence.tool(tool) == null) root.problem("tool '" + tool + "' is not in prevalence.yaml");
            else tools.add(prevalence.tool(tool).name());
        }
        Set<String> toolTechniques = techniques(root, "tool_techniques");
        List<Habit> habits = new ArrayList<>();
        for (YamlMap habit : root.maps("habits")) habits.add(habit(habit, prevalence));
        List<Unlike> unlike = new ArrayList<>();
        for (YamlMap entry : root.maps("unlike")) {
            unlike.add(new Unlike(
                    entry.text("text"), signs(entry, prevalence), entry.number("weight", Double.NaN, 0.05, 1)));
            entry.end();
        }
        root.end();
        return new ActorProfile(
                name,
                id,
                aliases,
                since,
                description,
                List.copyOf(sources),
                techniques,
                tools,
                toolTechniques,
                List.copyOf(habits),
                List.copyOf(unlike));
    }

    private static Habit habit(YamlMap entry, Prevalence prevalence) {
        Habit habit = new Habit(
                entry.text("name"),
                entry.text("text"),
                signs(entry, prevalence),
                entry.number("here", Double.NaN, 0.01, 1),
                entry.number("elsewhere", Double.NaN, 0.001, 1),
                entry.flag("copyable"),
                entry.text("source"));
        entry.end();
        return habit;
    }

    private static List<Sign> signs(YamlMap entry, Prevalence prevalence) {
        List<Sign> signs = new ArrayList<>();
        for (YamlMap sign : entry.maps("signs")) {
            List<String> tools = new ArrayList<>();
            for (String tool : sign.texts("tools")) {
                if (prevalence.tool(tool) == null) sign.problem("tool '" + tool + "' is not in prevalence.yaml");
                else tools.add(prevalence.tool(tool).name());
            }
            Sign read = new Sign(
                    sign.texts("rules"),
                    tools,
                    List.copyOf(techniques(sign, "techniques")),
                    sign.texts("indicators"),
                    sign.texts("says"),
                    List.copyOf(techniques(sign, "with")));
            if (sign.isEmpty()) sign.problem("a sign needs at least one list, or everything would match");
            sign.end();
            signs.add(read);
        }
        if (signs.isEmpty()) entry.problem("needs at least one entry in 'signs'");
        return signs;
    }

    private static Set<String> techniques(YamlMap map, String key) {
        Set<String> ids = new TreeSet<>();
        for (String id : map.texts(key)) {
            if (!id.matches("T\\d{4}(\\.\\d{3})?")) map.problem("'" + id + "' in '" + key + "' is no technique id");
            else if (!ids.add(id)) map.problem("'" + id + "' stands twice in '" + key + "'");
        }
        return ids;
    }

    /// In order of their folders' names.
    public List<ActorProfile> all() {
        return all;
    }

    public Prevalence prevalence() {
        return prevalence;
    }

    /// Everything wrong in the folder, one sentence each with file and place.
    public List<String> problems() {
        return problems;
    }
}
