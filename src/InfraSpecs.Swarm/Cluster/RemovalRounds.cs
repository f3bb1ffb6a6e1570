using Docker.DotNet;

namespace InfraSpecs.Swarm;

/// <summary>Removal in rounds: each looks at everything at once and removes what it finds. A round that finds nothing is the proof that all is gone.</summary>
/// <param name="cluster">Where.</param>
/// <param name="looks">What a round looks at. Each gives a line for everything that it found.</param>
internal sealed class RemovalRounds(Cluster cluster, params IReadOnlyList<Func<CancellationToken, Task<IReadOnlyList<string>>>> looks)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    /// <summary>What the last round found.</summary>
    public IReadOnlyList<string> Left { get; private set; } = [];

    /// <exception cref="WaitException">Something was still found when the time was up.</exception>
    public Task RunAsync(string subject, TimeSpan within, CancellationToken token) => Wait.UntilAsync(subject, RoundAsync, within, token, cluster.Time, LongestPause);

    private async ValueTask<Probe<bool>> RoundAsync(CancellationToken token)
    {
        try
        {
            Left = [.. (await Task.WhenAll(looks.Select(it => it(token)))).SelectMany(it => it)];
        }
        catch (Exception e) when (e is DockerApiException || NodeConnection.IsNoAnswer(e) && cluster.HasManager)
        {
            Left = [$"the managers do not answer: {EngineMessage.Of(e)}"];
        }

        return Left.Count == 0 ? Probe.Ready(true) : Probe.NotYet<bool>(string.Join("; ", Left));
    }
}
