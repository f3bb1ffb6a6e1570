using Xunit.Sdk;
using Xunit.v3;

namespace InfraSpecs.EngineSpecs;

/// <summary>
/// Classes that share a cluster run one after the other, for minutes. They begin early, so that nothing waits for them at the end, but not all at once: the machine has two cores.
/// </summary>
public sealed class ChainsFirst : ITestCollectionOrderer
{
    private const int BetweenChains = 6;

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection
    {
        var chains = testCollections.Where(IsChain).Select((it, at) => (It: it, At: at * (BetweenChains + 1)));
        var others = testCollections.Where(it => !IsChain(it)).Select((it, at) => (It: it, At: (at / BetweenChains * (BetweenChains + 1)) + 1 + (at % BetweenChains)));
        return [.. chains.Concat(others).OrderBy(it => it.At).Select(it => it.It)];
    }

    private static bool IsChain<TTestCollection>(TTestCollection collection)
        where TTestCollection : ITestCollection => collection is IXunitTestCollection { CollectionDefinition: not null };
}
