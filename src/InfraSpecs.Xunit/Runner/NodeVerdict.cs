using Microsoft.Testing.Platform.Extensions.Messages;

namespace InfraSpecs.Xunit.Runner;

/// <summary>A verdict as the runner's message has it.</summary>
internal static class NodeVerdict
{
    /// <returns>The verdict; null of a node that has none yet.</returns>
    public static RecordedVerdict? Of(TestNode node)
    {
        var state = node.Properties.SingleOrDefault<TestNodeStateProperty>();
        var (word, failure) = state switch
        {
            PassedTestNodeStateProperty => ("passed", null),
            SkippedTestNodeStateProperty => ("skipped", null),
            FailedTestNodeStateProperty it => ("failed", it.Exception),
            ErrorTestNodeStateProperty it => ("failed", it.Exception),
            TimeoutTestNodeStateProperty it => ("timeout", it.Exception),
            _ => (null, null),
        };
        if (word is null) return null;
        var method = node.Properties.SingleOrDefault<TestMethodIdentifierProperty>();
        return new RecordedVerdict(
            node.Uid.Value,
            word,
            Class: method is null ? null : method.Namespace is { Length: > 0 } space ? $"{space}.{method.TypeName}" : method.TypeName,
            Name: node.DisplayName,
            Message: word is "passed" or "skipped" ? null : failure?.Message ?? state?.Explanation,
            Stack: failure?.StackTrace,
            Reason: word == "skipped" ? state?.Explanation : null);
    }
}
