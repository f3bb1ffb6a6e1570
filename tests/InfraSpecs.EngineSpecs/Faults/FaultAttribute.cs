using Xunit.v3;

namespace InfraSpecs.EngineSpecs.Faults;

/// <summary>A spec that breaks one real thing and looks at what is said of it: a row of docs/faults.md, which eng/faults.sh draws.</summary>
/// <param name="area">The room: "Swarm".</param>
/// <param name="fault">What is broken, in a few words of a user: "the node does not trust the registry's certificate".</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class FaultAttribute(string area, string fault) : Attribute, ITraitAttribute
{
    private const string Advice = "What to do: ";

    public string Area => area;

    public string Fault => fault;

    /// <summary>The words that name the cause; the first line of the failure must have them.</summary>
    public required string Names { get; init; }

    /// <summary>How its row begins.</summary>
    public string Row => $"| {area} | {Cell(fault)} | ";

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Category", "Fault")];

    /// <summary>The whole row. It is red where the first line does not name the cause.</summary>
    /// <param name="failure">What is said of the fault.</param>
    public string RowOf(string failure)
    {
        var firstLine = failure.Split('\n')[0];
        firstLine.Should().Contain(Names, "the first line names the cause. All of it:\n{0}\n", failure);
        return $"{Row}{Cell(firstLine)} | {Cell(AdviceOf(failure))} | yes |";
    }

    /// <summary>In a line of its own; what was seen meanwhile has its advice behind it.</summary>
    private static string AdviceOf(string failure) =>
        failure.Split('\n').Select(it => it.Trim()).FirstOrDefault(it => it.StartsWith(Advice, StringComparison.Ordinal)) is { } line ? line[Advice.Length..] : "";

    /// <summary>Whether a row of the page is this one's.</summary>
    public bool IsOf(string row) => row.StartsWith(Row, StringComparison.Ordinal) && row.Contains(Cell(Names), StringComparison.Ordinal);

    private static string Cell(string text) =>
        text.Replace("|", @"\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("*", @"\*", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
