namespace InfraSpecs.Swarm;

/// <summary>
/// Places in a cluster's networks to look from, each a small container on a node's own engine. What they see is a snapshot with an answer for each, so that a claim
/// about it says which node sees what. Disposing removes the containers; a node that no longer answers does not hold that up.
/// </summary>
public sealed class VantagePoints : IAsyncDisposable
{
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(3);

    // What an engine takes to start a question and to say that it has ended, on a machine under load.
    private static readonly TimeSpan EnginesShare = TimeSpan.FromSeconds(20);

    private readonly VantageContainers _containers;
    private readonly string? _network;

    internal VantagePoints(VantageContainers containers, IReadOnlyList<VantagePoint> all, string? network) => (_containers, All, _network) = (containers, all, network);

    /// <summary>The vantage points; in a network those on managers first, in tasks by slot or node.</summary>
    public IReadOnlyList<VantagePoint> All { get; }

    /// <summary>The vantage point of this name, or the only one on the node of this name.</summary>
    /// <param name="name">"worker01", "echo.2".</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public VantagePoint this[string name] => All.FirstOrDefault(it => it.Name == name) ?? All.SingleOrDefault(it => it.Node == name)
        ?? throw new ArgumentException($"There is no vantage point '{name}'; there are {string.Join(", ", All.Select(it => it.Name))}.", nameof(name));

    /// <summary>What a name means at each vantage point: its IPv4 addresses, asked anew of the engine's name server there. 3 s without an answer count as none.</summary>
    /// <param name="name">"tasks.echo_api", "echo_api".</param>
    /// <param name="token">Ends the look-up.</param>
    public async Task<NameView> ResolveAsync(string name, CancellationToken token)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var answers = await AskAllAsync(
            ["resolve", name, Milliseconds(DefaultPatience)],
            DefaultPatience,
            ProbeLines.Name,
            (point, why) => new NameAnswer { Point = point.Name, Node = point.Node, Outcome = NameOutcome.Lost, Said = why },
            token);
        return new NameView { Name = name, Network = _network, Answers = answers };
    }

    /// <summary>Waits until a name means, at every vantage point, the running tasks of a service, all of them and nothing else. Nodes tell each other of new
    /// addresses within moments after the managers see the tasks run.</summary>
    /// <param name="name">"tasks.echo_api".</param>
    /// <param name="placement">Where the service's tasks run.</param>
    /// <param name="within">The deadline.</param>
    /// <param name="token">Stops waiting.</param>
    /// <exception cref="WaitException">It was not so in time; the message says which node sees what.</exception>
    public Task<NameView> WaitUntilResolvedAsync(string name, Placement placement, TimeSpan within, CancellationToken token)
    {
        return Wait.UntilAsync($"{name} as the running tasks of {placement.Service}", LookAsync, within, token, All[0].Time);

        async ValueTask<Probe<NameView>> LookAsync(CancellationToken linked)
        {
            var view = await ResolveAsync(name, linked);
            if (placement.Running.Count == 0) return Probe.Hopeless<NameView>("no task of it runs");
            return view.DifferencesFrom(placement) is { Count: > 0 } wrong ? Probe.NotYet<NameView>(string.Join("; ", wrong)) : Probe.Ready(view);
        }
    }

    /// <summary>Whether a TCP port is reached from each vantage point, within 3 s.</summary>
    /// <param name="host">A name, or an IPv4 address.</param>
    /// <param name="port">The port.</param>
    /// <param name="token">Ends the attempt.</param>
    public Task<PortView> ConnectAsync(string host, int port, CancellationToken token) => ConnectAsync(host, port, DefaultPatience, token);

    /// <summary>Whether a TCP port is reached from each vantage point.</summary>
    /// <param name="host">A name, or an IPv4 address. Of several addresses the first that the name server names is tried.</param>
    /// <param name="port">The port.</param>
    /// <param name="within">How long each may take.</param>
    /// <param name="token">Ends the attempt.</param>
    public async Task<PortView> ConnectAsync(string host, int port, TimeSpan within, CancellationToken token)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(host);
        ArgumentOutOfRangeException.ThrowIfNotEqual(port is > 0 and < 65536, true, nameof(port));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(within, TimeSpan.Zero);
        var answers = await AskAllAsync(
            ["connect", host, ProbeTarget.Text(port), Milliseconds(within)],
            within,
            ProbeLines.Port,
            (point, why) => new PortAnswer { Point = point.Name, Node = point.Node, Outcome = PortOutcome.Lost, Said = why },
            token);
        return new PortView { Host = host, Port = port, Answers = answers };
    }

    /// <summary>Asks for a page from each vantage point, one request after the other, each on a connection of its own and with the name looked up anew.</summary>
    /// <param name="url">What for: "http://echo_api:8080/"; http only.</param>
    /// <param name="requests">How many from each, 1 or more.</param>
    /// <param name="token">Ends the attempt.</param>
    public Task<HttpAnswers> GetAsync(string url, int requests, CancellationToken token) => GetAsync(new Uri(url), requests, new HttpProbeOptions(), token);

    /// <summary>Asks for a page from each vantage point, one request after the other, each on a connection of its own and with the name looked up anew.</summary>
    /// <param name="url">What for; http only.</param>
    /// <param name="requests">How many from each, 1 or more.</param>
    /// <param name="options">How long each may take, and which headers say who answered; the rate has no meaning here.</param>
    /// <param name="token">Ends the attempt.</param>
    public async Task<HttpAnswers> GetAsync(Uri url, int requests, HttpProbeOptions options, CancellationToken token)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(requests, 1);
        options.Validate();
        var lost = new Dictionary<string, string>();
        var answers = await AskAllAsync(ProbeTarget.Parse(url).Arguments("get", requests, options), options.Timeout * requests, Read, Missing, token);
        return new HttpAnswers { Url = url, All = [.. answers.SelectMany(it => it)], Lost = lost };

        static IReadOnlyList<HttpAnswer> Read(VantagePoint point, string output) =>
            [.. output.Split('\n').Select(ProbeLines.Sample).OfType<HttpSample>().Select(it => new HttpAnswer(point.Name, point.Node, it))];

        IReadOnlyList<HttpAnswer> Missing(VantagePoint point, string why)
        {
            lock (lost) lost[point.Name] = why;
            return [];
        }
    }

    /// <inheritdoc cref="StartHttpProbeAsync(string, HttpProbeOptions, CancellationToken)"/>
    public Task<HttpProbe> StartHttpProbeAsync(string url, CancellationToken token) => StartHttpProbeAsync(url, new HttpProbeOptions(), token);

    /// <summary>Begins to ask for a page from the first vantage point, steadily. A single <see cref="VantagePoint"/> does so from another.</summary>
    /// <param name="url">What for: "http://echo_api:8080/"; http only.</param>
    /// <param name="options">How often and how patiently.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <inheritdoc cref="VantagePoint.StartHttpProbeAsync(Uri, HttpProbeOptions, CancellationToken)" path="/exception"/>
    public Task<HttpProbe> StartHttpProbeAsync(string url, HttpProbeOptions options, CancellationToken token) => All[0].StartHttpProbeAsync(new Uri(url), options, token);

    /// <summary>Removes the containers.</summary>
    public ValueTask DisposeAsync() => _containers.DisposeAsync();

    private async Task<IReadOnlyList<T>> AskAllAsync<T>(
        IReadOnlyList<string> arguments, TimeSpan within, Func<VantagePoint, string, T> read, Func<VantagePoint, string, T> lost, CancellationToken token) =>
        await Task.WhenAll(All.Select(async point =>
        {
            try
            {
                return read(point, await point.AskAsync(arguments, within + EnginesShare, token));
            }
            catch (ClusterException e) when (e.Reason == ClusterReason.PointLost)
            {
                return lost(point, e.Said!);
            }
        }));

    private static string Milliseconds(TimeSpan time) => ProbeTarget.Text(Math.Ceiling(time.TotalMilliseconds));
}
