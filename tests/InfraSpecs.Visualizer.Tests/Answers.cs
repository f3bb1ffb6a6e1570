using System.Reflection;

namespace InfraSpecs.Visualizer.Tests;

/// <summary>What a manager of engine 26.1 answered, less what the visualizer does not look at: one worker is down, one drained; one service cannot be
/// placed, one not started; echo has a password among its variables.</summary>
internal static class Answers
{
    public static string Nodes => Read("nodes");

    public static string Services => Read("services");

    public static string Tasks => Read("tasks");

    public static string Read(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
