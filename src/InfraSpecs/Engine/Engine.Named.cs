using Docker.DotNet.Models;

namespace InfraSpecs;

/// <summary>A named thing, as it is on an engine.</summary>
/// <param name="Thing">Its kind and name.</param>
/// <param name="Resources">What it is made of.</param>
public sealed record NamedResources(NamedThing Thing, SessionResources Resources);

/// <content>Things that outlive it.</content>
public sealed partial class Engine
{
    private bool _isKept;

    /// <summary>What is made through this connection outlives it from now on: its disposal removes nothing, and containers that run start again with their engine. Until then the
    /// connection's end, however it comes but for a kill, removes all of it.</summary>
    /// <param name="token">Ends the attempt; the thing is not kept then.</param>
    /// <exception cref="InvalidOperationException">The connection is no named thing's (<see cref="EngineOptions.Named"/>).</exception>
    public async Task KeepAsync(CancellationToken token)
    {
        if (Session.Named is null) throw new InvalidOperationException("Only what is made for a named thing can be kept: set EngineOptions.Named.");
        var again = new ContainerUpdateParameters { RestartPolicy = new RestartPolicy { Name = RestartPolicyKind.UnlessStopped } };
        var own = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [$"{Session.IdLabel}={Session.Labels[Session.IdLabel]}"] = true } };
        var running = await Client.Containers.ListContainersAsync(new ContainersListParameters { Filters = own }, token);
        await Task.WhenAll(running.Select(it => Client.Containers.UpdateContainerAsync(it.ID, again, token)));
        _isKept = true;
    }

    /// <summary>The named things on the engine, by name, whole or not.</summary>
    /// <param name="token">Ends the look-up.</param>
    public async Task<IReadOnlyList<NamedResources>> ListNamedAsync(CancellationToken token)
    {
        var all = await SessionResources.ListAsync(Client, NamedThing.NameLabel, token);
        return
        [
            .. from name in all.All.Select(it => it.Labels[NamedThing.NameLabel]).Distinct().Order(StringComparer.Ordinal)
               let its = all.Where(it => it.Labels[NamedThing.NameLabel] == name)
               select new NamedResources(new NamedThing(its.All.First().Labels.GetValueOrDefault(NamedThing.KindLabel, "thing"), name), its),
        ];
    }

    /// <summary>Removes a named thing with all that it has.</summary>
    /// <param name="named">It, as <see cref="ListNamedAsync"/> found it.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <returns>What the engine would not remove, with its reason; most often nothing.</returns>
    public Task<IReadOnlyDictionary<EngineResource, string>> RemoveNamedAsync(NamedResources named, CancellationToken token) => named.Resources.RemoveAsync(Client, token);
}
