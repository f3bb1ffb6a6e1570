namespace InfraSpecs.EngineSpecs.Swarm.Mesh;

/// <summary>Who answers at an address. Each request has a connection of its own, since IPVS balances connections.</summary>
internal sealed class Answers : IDisposable
{
    private readonly HttpClient _http;

    private Answers(Uri address)
    {
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero };
        _http = new HttpClient(handler) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(10) };
    }

    public static Answers At(Uri address) => new(address);

    public void Dispose() => _http.Dispose();

    /// <summary>The host names of those who answered, one for each request.</summary>
    public async Task<IReadOnlyList<string>> AskAsync(int requests, CancellationToken token)
    {
        List<string> names = [];
        for (var i = 0; i < requests; i++)
        {
            using var answer = await _http.GetAsync((Uri?)null, token);
            (await answer.Content.ReadAsStringAsync(token)).Should().Be("Hello Docker!!\n");
            names.Add(answer.Headers.GetValues("X-Served-By").Single());
        }

        return names;
    }

    /// <summary>Asks until all of these answer in turn and nobody else does: IPVS hears of a task, and of its end, a moment later than the managers.</summary>
    public Task WaitUntilServedByAsync(IReadOnlyList<string> names, CancellationToken token)
    {
        return Wait.UntilAsync($"answers of {string.Join(", ", names)} alone", ServedAsync, MeshCluster.Patience, token);

        async ValueTask<Probe<bool>> ServedAsync(CancellationToken linked)
        {
            try
            {
                var answered = (await AskAsync(2 * names.Count, linked)).Distinct().Order().ToList();
                return answered.SequenceEqual(names.Order()) ? Probe.Ready(true) : Probe.NotYet<bool>($"{string.Join(", ", answered)} answered");
            }
            catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !linked.IsCancellationRequested))
            {
                return Probe.NotYet<bool>($"nobody answered: {e.Message}");
            }
        }
    }
}
