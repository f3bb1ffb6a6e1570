using Xunit.Sdk;
using Xunit.v3;

namespace Walkthrough.Specs;

/// <summary>
/// Classes that share something first, one after the other, then clusters, then databases: they take longest, and short specs fill what they leave. A long chain that begins last is waited for
/// by all.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private const string OfOneClass = "Test collection for ";
    private static readonly string[] Longest = [".Swarm.", ".MySql."];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(it => Place(it.TestCollectionDisplayName))];

    private static int Place(string name)
    {
        if (!name.StartsWith(OfOneClass, StringComparison.Ordinal)) return 0;
        return Array.FindIndex(Longest, it => name.Contains(it, StringComparison.Ordinal)) is var place and >= 0 ? place + 1 : Longest.Length + 1;
    }
}
