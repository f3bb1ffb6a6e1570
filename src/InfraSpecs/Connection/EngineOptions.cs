using Microsoft.Extensions.Logging;

namespace InfraSpecs;

/// <summary>How to connect to an engine. The defaults find the engine that the docker command would use.</summary>
public sealed record EngineOptions
{
    /// <summary>The engine's address: unix, npipe, tcp or ssh.</summary>
    /// <value>Default null: what the first of these names: DOCKER_HOST with its TLS variables, DOCKER_CONTEXT, ~/.testcontainers.properties, the current Docker
    /// context; else the first usual socket that answers.</value>
    public Uri? Endpoint { get; init; }

    /// <summary>How long the engine may take to answer.</summary>
    /// <value>Default 15 s.</value>
    public TimeSpan ConnectWithin { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether connecting removes what sessions left whose process is gone.</summary>
    /// <value>Default true. With false, connecting only looks: nothing is removed, and no reaper is started.</value>
    public bool Sweep { get; init; } = true;

    /// <summary>The named thing for which all is made that is made through the connection. It carries the thing's labels and no owner's, has containers of the thing's names and ports that stay, and
    /// is removed when the connection ends, unless <see cref="Engine.KeepAsync"/> said before that it is to stay.</summary>
    /// <value>Default null: what is made ends with the connection, or with the process.</value>
    public NamedThing? Named { get; init; }

    /// <summary>Who is told what happens: what is started and how long that took, waits of more than 2 s with their answers, what is stopped and killed, and Testcontainers' own
    /// lines, all without secrets. Waits that are ready earlier are told at level Debug. Waits and starts are of the process: with several engines each logger hears of all.</summary>
    /// <value>Default null: nobody.</value>
    public ILogger? Logger { get; init; }

    /// <summary>Where time comes from, for arrival times and deadlines.</summary>
    /// <value>Default the system's.</value>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal void Validate() => InvalidOptionsException.ThrowIfAny(this, () =>
    [
        (ConnectWithin <= TimeSpan.Zero, $"ConnectWithin is {ConnectWithin}; it must be more than zero."),
        (Named is not null && !NamedThing.IsNamedWell(Named.Name), $"Named is '{Named?.Name}'; {NamedThing.NameRule}."),
        (Endpoint is { IsAbsoluteUri: false }, $"Endpoint is {Endpoint}; it must be absolute, as in unix:///var/run/docker.sock or tcp://127.0.0.1:2375."),
    ]);
}
