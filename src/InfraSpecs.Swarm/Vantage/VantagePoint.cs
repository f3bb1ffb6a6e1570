using Docker.DotNet;

namespace InfraSpecs.Swarm;

/// <summary>A place in a network to look from: a small container on a node, in an overlay network or in the network namespace of a task.</summary>
public sealed class VantagePoint
{
    private readonly Node _node;
    private readonly string _container;
    private readonly TimeProvider _time;

    internal VantagePoint(string name, string where, Node node, string container, TimeProvider time) =>
        (Name, Where, _node, _container, _time) = (name, where, node, container, time);

    /// <summary>The node's name; of one in a task the task's: "worker01", "echo.2".</summary>
    public string Name { get; }

    /// <summary>The node that it is on.</summary>
    public string Node => _node.Name;

    /// <summary>"worker01 in network ch03", "echo.2 on worker01": as a failure names it.</summary>
    public string Where { get; }

    /// <inheritdoc cref="StartHttpProbeAsync(Uri, HttpProbeOptions, CancellationToken)"/>
    public Task<HttpProbe> StartHttpProbeAsync(Uri url, CancellationToken token) => StartHttpProbeAsync(url, new HttpProbeOptions(), token);

    /// <summary>Begins to ask for a page from here, steadily, until the probe is stopped. The name is looked up anew for each request.</summary>
    /// <param name="url">What for; http only.</param>
    /// <param name="options">How often and how patiently.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <returns>The probe. If the container or its node dies, its report says so, with a <see cref="ClusterException"/>.</returns>
    /// <exception cref="InvalidOptionsException">The options cannot be meant.</exception>
    /// <exception cref="ArgumentException">It is no http address.</exception>
    /// <exception cref="ClusterException">The container or its node does not answer.</exception>
    public Task<HttpProbe> StartHttpProbeAsync(Uri url, HttpProbeOptions options, CancellationToken token)
    {
        options.Validate();
        return InsideRequests.StartAsync(this, ProbeTarget.Parse(url), options, token);
    }

    /// <inheritdoc/>
    public override string ToString() => Where;

    internal TimeProvider Time => _time;

    /// <summary>Asks the probe one question.</summary>
    /// <param name="arguments">The question.</param>
    /// <param name="within">How long the answer may take, the engine's part included.</param>
    /// <param name="token">Stops waiting.</param>
    /// <exception cref="ClusterException">There was no answer.</exception>
    internal Task<string> AskAsync(IReadOnlyList<string> arguments, TimeSpan within, CancellationToken token) => WithinAsync(async linked =>
    {
        var outcome = await ContainerCommand.ExecAsync(_node.Client, _container, ["/probe", .. arguments], new ExecOptions(), linked).WaitAsync(linked);
        return outcome.ExitCode == 0 ? outcome.Output : throw Lost($"the probe ended with exit code {outcome.ExitCode} {outcome.Error}".TrimEnd(), null);
    }, within, token);

    /// <summary>Starts a question whose answer is followed.</summary>
    /// <exception cref="ClusterException">The engine does not answer.</exception>
    internal Task<OpenExec> OpenAsync(IReadOnlyList<string> arguments, TimeSpan within, CancellationToken token) =>
        WithinAsync(linked => OpenExec.StartAsync(_node.Client, _container, ["/probe", .. arguments], linked).WaitAsync(linked), within, token);

    internal ClusterException Lost(string why, Exception? cause) => ClusterException.PointLost(Name, Node, why, cause);

    private async Task<T> WithinAsync<T>(Func<CancellationToken, Task<T>> ask, TimeSpan within, CancellationToken token)
    {
        using var deadline = new CancellationTokenSource(within, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, token);
        try
        {
            return await ask(linked.Token);
        }
        catch (Exception e) when (LostBy(e, within, token) is { } lost)
        {
            throw lost;
        }
    }

    /// <summary>The error that says what it means that the engine did not answer; null for an error that means something else.</summary>
    private ClusterException? LostBy(Exception e, TimeSpan within, CancellationToken token) => e switch
    {
        _ when token.IsCancellationRequested => null,
        OperationCanceledException => Lost($"its engine did not answer within {FailureText.Seconds(within)}", e),
        DockerApiException => Lost(EngineMessage.Of(e), e),
        ClusterException { Reason: ClusterReason.NodeUnreachable } or WaitException { Reason: WaitReason.Hopeless } or ContainerException => Lost(e.Message.Split('\n')[0], e),
        WaitException or ObjectDisposedException => Lost("its engine no longer answers", e),
        _ when NodeConnection.IsNoAnswer(e) => Lost($"its engine does not answer ({EngineMessage.Of(e)})", e),
        _ => null,
    };
}
