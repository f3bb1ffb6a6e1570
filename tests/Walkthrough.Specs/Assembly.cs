using InfraSpecs.Xunit;
using Walkthrough.Specs;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(EngineFixture))]
[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Walkthrough.Specs;

/// <summary>Clusters first, then databases: they wait longest, and the short specs run meanwhile.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest = ["stacks", "updates", "ingress", ".Swarm.", ".MySql."];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(it => Array.FindIndex(Longest, name => it.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal)) is var place and >= 0 ? place : Longest.Length)];
}
