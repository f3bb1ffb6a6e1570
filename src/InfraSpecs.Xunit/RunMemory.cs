using Xunit;

namespace InfraSpecs.Xunit;

/// <summary>What several tests of a run need is made once, a failure too.</summary>
internal static class RunMemory
{
    /// <param name="key">What it is.</param>
    /// <param name="make">Makes it, for all: it must not be tied to one test's token.</param>
    /// <param name="token">Ends the waiting.</param>
    public static Task<T> GetAsync<T>(string key, Func<Task<T>> make, CancellationToken token)
    {
        var made = TestContext.Current.KeyValueStorage.GetOrAdd("InfraSpecs." + key, _ => new Lazy<Task<T>>(() => Task.Run(make)));
        return ((Lazy<Task<T>>)made!).Value.WaitAsync(token);
    }
}
