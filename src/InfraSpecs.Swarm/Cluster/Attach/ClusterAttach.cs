using System.Security.Cryptography.X509Certificates;
using Docker.DotNet;
using Docker.DotNet.Models;
using Docker.DotNet.X509;

namespace InfraSpecs.Swarm;

/// <summary>Attaching to a Swarm of machines. Nothing is made there, and nothing is changed.</summary>
internal static class ClusterAttach
{
    public static async Task<Cluster> RunAsync(Uri manager, AttachOptions options, CancellationToken token)
    {
        var parts = new ClusterParts();
        try
        {
            return await RunAsync(manager, options, parts, token);
        }
        catch (Exception e)
        {
            await Undo.AfterAsync(e, parts.DisposeAsync);
            throw;
        }
    }

    private static async Task<Cluster> RunAsync(Uri manager, AttachOptions options, ClusterParts parts, CancellationToken token)
    {
        var (trusted, shown) = Certificates(options.CertificateFolder);
        var connection = parts.Own(new NodeConnection(manager.Host, null, trusted, shown));
        connection.Open(manager);
        var self = await AskAsync(manager, connection.Client, options.AnswerWithin, token);
        var seen = await connection.ReadNodesAsync(token);

        // Labels as a session's, but of one that no process sweeps: what is on other people's machines is removed by this object or by them.
        var labels = new Dictionary<string, string> { [Session.IdLabel] = Guid.NewGuid().ToString("N") };
        var members = new ClusterMembers(null, null, TimeProvider.System, options.ReadyWithin);
        var cluster = new Cluster(parts, members, null, labels) { AttachedTo = new AttachedMachine(manager, options.CertificateFolder) };
        members.Nodes = [.. seen.All.OrderByDescending(it => it.Id == self).ThenByDescending(it => it.IsManager).Select(state => new Node(members, state, ConnectionTo(state)))];
        parts.BeforeDisposal = () => ClusterReset.RunAsync(cluster, CancellationToken.None);

        // No engine of this process has it, whose end would be watched.
        EndSignals.Watch(cluster);
        parts.AfterDisposal = () =>
        {
            EndSignals.Forget(cluster);
            return Task.CompletedTask;
        };
        return cluster;

        NodeConnection ConnectionTo(NodeState state)
        {
            if (state.Id == self)
            {
                connection.Name = state.Name;
                return connection;
            }

            var other = parts.Own(new NodeConnection(state.Name, null, trusted, shown));
            if (options.Engines.TryGetValue(state.Name, out var address)) other.Open(address);
            else other.Close("no address of its engine was given");
            return other;
        }
    }

    /// <returns>The id in the Swarm of the manager that answers.</returns>
    private static async Task<string> AskAsync(Uri endpoint, IDockerClient client, TimeSpan within, CancellationToken token)
    {
        Info swarm;
        using var deadline = new CancellationTokenSource(within, TimeProvider.System);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, token);
        try
        {
            swarm = (await client.System.GetSystemInfoAsync(linked.Token)).Swarm;
        }
        catch (OperationCanceledException e) when (!token.IsCancellationRequested)
        {
            throw ClusterException.NoAnswer(endpoint, $"nothing came within {FailureText.Seconds(within)}", e);
        }
        catch (Exception e) when (e is DockerApiException || NodeConnection.IsNoAnswer(e))
        {
            // What the transport said: there is no node yet that could be named.
            throw ClusterException.NoAnswer(endpoint, EngineMessage.Of(e is ClusterException { InnerException: { } cause } ? cause : e), e);
        }

        if (swarm.ControlAvailable) return swarm.NodeID;
        var state = swarm.LocalNodeState == "active" ? "it is a worker" : $"its state there is '{swarm.LocalNodeState}'";
        try
        {
            await client.Swarm.ListNodesAsync(token);
            throw ClusterException.NotAManager(endpoint, state, "it does not say that it has control", null);
        }
        catch (DockerApiException e)
        {
            throw ClusterException.NotAManager(endpoint, state, EngineMessage.Of(e), e);
        }
    }

    private static (X509Certificate2? Trusted, X509Certificate2? Shown) Certificates(string? folder)
    {
        if (folder is null) return (null, null);
        var files = AttachOptions.Files.Select(file => Path.Combine(folder, file)).ToList();
        return (DockerTlsCertificates.LoadCertificateAuthorityFromPemFile(files[0]), DockerTlsCertificates.LoadCertificateFromPemFiles(files[1], files[2]));
    }
}
