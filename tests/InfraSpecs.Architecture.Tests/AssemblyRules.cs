using InfraSpecs.Architecture.Tests.Reading;

namespace InfraSpecs.Architecture.Tests;

/// <summary>What assemblies may use of each other.</summary>
internal static class AssemblyRules
{
    public static IReadOnlyList<Arrow> Arrows() => [.. Sources.Projects.SelectMany(it => it.Uses.Select(used => new Arrow(it.Name, used, [])))];

    /// <summary>Arrows that do not lead to a layer below, as "A -> B".</summary>
    public static IEnumerable<string> Up(IReadOnlyList<Arrow> arrows) => Arrow.Up(arrows, House.Assemblies).Select(it => $"{it.From} -> {it.To}");

    /// <summary>Assemblies of src that see what is internal in another of src, as "A sees B".</summary>
    public static IEnumerable<string> Intimate(IReadOnlyList<SourceProject> projects) =>
        projects.SelectMany(it => it.Friends.Where(friend => projects.Any(other => other.Name == friend)).Select(friend => $"{friend} sees {it.Name}"));
}
