using System.Net;
using Docker.DotNet.Models;

namespace InfraSpecs;

/// <summary>A network for containers of a spec.</summary>
public sealed record ContainerNetworkOptions
{
    /// <summary>What it is for, in a word, as a part of its name: "backend" makes "backend-3f1c09ab-1".</summary>
    /// <value>Default "network".</value>
    public string Role { get; init; } = "network";

    /// <summary>Its addresses: "10.17.0.0/24".</summary>
    /// <value>Default null: a range that the engine chooses.</value>
    public string? Subnet { get; init; }

    /// <summary>The last word on what the engine is asked for.</summary>
    /// <value>Default null: nothing.</value>
    public Action<NetworksCreateParameters>? Configure { get; init; }

    internal void Validate() => InvalidOptionsException.ThrowIfAny(this, () =>
    [
        (!ContainerOptions.IsRole(Role), $"Role is '{Role}'; it must be 1 to 40 letters, digits and '-', as a part of a network's name."),
        (Subnet is not null && !(IPNetwork.TryParse(Subnet, out _) && Subnet.Contains('/')), $"Subnet is '{Subnet}'; it must be an address and a length, as 10.17.0.0/24 is."),
    ]);

    internal NetworksCreateParameters Describe(Engine engine)
    {
        var network = new NetworksCreateParameters { Name = engine.NewName(Role), Labels = engine.Session.ResourceLabels.ToDictionary() };
        if (Subnet is not null) network.IPAM = new IPAM { Config = [new IPAMConfig { Subnet = Subnet }] };
        Configure?.Invoke(network);
        return network;
    }
}
