using System.Reflection;
using PublicApiGenerator;

namespace InfraSpecs.PublicApi.Tests;

public sealed class PublicApiTests
{
    /// <summary>The assemblies that a user's project can reference.</summary>
    public static TheoryData<string> Assemblies =>
        ["InfraSpecs", "InfraSpecs.Assertions", "InfraSpecs.Cron", "InfraSpecs.Images", "InfraSpecs.MySql", "InfraSpecs.Registry", "InfraSpecs.Swarm", "InfraSpecs.Xunit"];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Is_as_approved(string assembly)
    {
        var options = new ApiGeneratorOptions { IncludeAssemblyAttributes = false };
        var actual = Assembly.Load(assembly).GeneratePublicApi(options).ReplaceLineEndings("\n") + "\n";
        var file = $"{assembly}.approved.txt";
        var approvedFile = Path.Combine(AppContext.BaseDirectory, file);
        var approved = File.Exists(approvedFile) ? File.ReadAllText(approvedFile).ReplaceLineEndings("\n") : "";
        if (actual == approved) return;

        var received = Path.Combine(AppContext.BaseDirectory, $"{assembly}.received.txt");
        File.WriteAllText(received, actual);
        Assert.Fail($"""
            The public API of {assembly} is not what tests/InfraSpecs.PublicApi.Tests/{file} says. If it is meant:
            cp {received} tests/InfraSpecs.PublicApi.Tests/{file}
            {Difference(approved, actual)}
            """);
    }

    private static string Difference(string approved, string actual)
    {
        var (before, after) = (approved.Split('\n'), actual.Split('\n'));
        return string.Join('\n', before.Except(after).Select(line => "- " + line.Trim()).Concat(after.Except(before).Select(line => "+ " + line.Trim())).Take(40));
    }
}
