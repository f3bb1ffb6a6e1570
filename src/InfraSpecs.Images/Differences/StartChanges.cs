using InfraSpecs.Images.Snapshots;

namespace InfraSpecs.Images.Differences;

/// <summary>How it starts, and as whom.</summary>
internal static class StartChanges
{
    private const string None = "[]";

    public static IEnumerable<ImageChange> Find(ImageFacts before, ImageFacts after)
    {
        if (before.Config is null || after.Config is null) return [];
        return
        [
            .. One("platform", true),
            .. Program(before, after),
            .. User(before, after),
            .. One("workdir", true),
            .. EnvironmentChanges.Find(before, after),
            .. One("stopsignal", true, "stop signal"),
            .. One("healthcheck", after.Setting("healthcheck")?.StartsWith("NONE", StringComparison.Ordinal) == true
                || after.Setting("healthcheck")?.StartsWith("[\"NONE\"", StringComparison.Ordinal) == true, "health check"),
            .. Many("port", "port"),
            .. Many("volume", "volume"),
            .. One("shell", false),
            .. OnBuild(before, after),
            .. Labels(before, after),
        ];

        IEnumerable<ImageChange> One(string key, bool breaks, string? name = null) =>
            before.Setting(key) == after.Setting(key) ? [] : [Change(breaks && Bare(before.Setting(key)) != Bare(after.Setting(key)), $"{name ?? key} {before.Setting(key)} -> {after.Setting(key)}")];

        IEnumerable<ImageChange> Many(string key, string name)
        {
            var (old, now) = (Named(before, key), Named(after, key));
            return
            [
                .. old.Where(it => !now.ContainsKey(it.Key)).Select(it => Change(true, $"{name} {it.Key} is not declared any more")),
                .. now.Where(it => !old.ContainsKey(it.Key)).Select(it => Change(false, $"{name} {it.Key} is declared now")),
                .. now.Where(it => old.TryGetValue(it.Key, out var was) && was != it.Value).Select(it => Change(true, $"{name} {it.Key} {old[it.Key]} -> {it.Value}")),
            ];
        }
    }

    private static IEnumerable<ImageChange> Program(ImageFacts before, ImageFacts after)
    {
        var (entrypoint, was) = (after.Setting("entrypoint"), before.Setting("entrypoint"));
        var (cmd, before2) = (after.Setting("cmd"), before.Setting("cmd"));
        var command = cmd == before2 ? "" : $", cmd {before2} -> {cmd}";
        if (entrypoint != was)
        {
            var meaning = was == None ? "arguments now append: " : entrypoint == None ? "arguments now replace the command: " : "";
            yield return Change(true, $"{meaning}entrypoint {was} -> {entrypoint}{command}");
        }
        else if (command.Length > 0)
        {
            yield return Change(true, command[2..]);
        }

        var (starts, started) = (after.Setting("starts"), before.Setting("starts"));
        if (starts == started) yield break;
        if (starts != ConfigFacts.NotFound) yield return Change(false, $"the program that starts is {starts}, it was {started}");
        else if (entrypoint == was && cmd == before2) yield return Change(true, $"entry point {started} is not in the image any more");
    }

    private static IEnumerable<ImageChange> User(ImageFacts before, ImageFacts after)
    {
        var (now, was) = (after.Setting("user"), before.Setting("user"));
        if (now == was) yield break;
        var isSame = UserText.ReadId(now!) is { } id && id == UserText.ReadId(was!) && UserText.ReadGroup(now!) == UserText.ReadGroup(was!);
        yield return Change(!isSame, $"user {Bare(was)} -> {Bare(now)}{string.Concat(isSame ? [] : after.Settings("volume").Select(volume => "; volume " + volume))}");
    }

    // They run in the order in which they stand, in each build on this image.
    private static IEnumerable<ImageChange> OnBuild(ImageFacts before, ImageFacts after)
    {
        var (was, now) = (before.Settings("onbuild"), after.Settings("onbuild"));
        if (!was.SequenceEqual(now)) yield return Change(true, $"ONBUILD {ConfigFacts.Words(was)} -> {ConfigFacts.Words(now)}");
    }

    private static IEnumerable<ImageChange> Labels(ImageFacts before, ImageFacts after)
    {
        var (old, now) = (Pairs(before), Pairs(after));
        return
        [
            .. old.Where(it => !now.ContainsKey(it.Key)).Select(it => Change(false, $"label {it.Key} removed (it was {it.Value})")),
            .. now.Where(it => !old.ContainsKey(it.Key)).Select(it => Change(false, $"label {it.Key} added: {it.Value}")),
            .. now.Where(it => old.TryGetValue(it.Key, out var was) && was != it.Value).Select(it => Change(false, $"label {it.Key} {old[it.Key]} -> {it.Value}")),
        ];
    }

    private static Dictionary<string, string> Pairs(ImageFacts facts) =>
        facts.Settings("label").Select(it => it.Split('=', 2)).GroupBy(it => it[0]).ToDictionary(it => it.Key, it => it.First().ElementAtOrDefault(1) ?? "", StringComparer.Ordinal);

    // A volume's line has its owner in brackets.
    private static Dictionary<string, string> Named(ImageFacts facts, string key) =>
        facts.Settings(key).Select(it => it.Split(" (", 2)).GroupBy(it => it[0]).ToDictionary(it => it.Key, it => it.First().Length > 1 ? "(" + it.First()[1] : "", StringComparer.Ordinal);

    // Whether something is the default or says the same by itself makes no difference to who runs it.
    private static string? Bare(string? value) => value?.Replace(ConfigFacts.NotSet, "", StringComparison.Ordinal);

    private static ImageChange Change(bool breaks, string sentence) => new(ImageChangeKind.Start, breaks, sentence);
}
