using System.Globalization;
using Docker.DotNet.Models;
using InfraSpecs.Evidence;

namespace InfraSpecs.Observation;

/// <summary>What is worth knowing of a container afterwards: how it is started, limited and connected, and its state.</summary>
internal static class ContainerPicture
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static object Of(ContainerInspectResponse it) => new
    {
        image = it.Config?.Image,
        entrypoint = it.Config?.Entrypoint,
        command = it.Config?.Cmd,
        environment = it.Config?.Env,
        user = it.Config?.User is { Length: > 0 } user ? user : null,
        platform = it.Platform,
        restartCount = it.RestartCount,
        state = new
        {
            status = it.State?.Status,
            exitCode = it.State?.ExitCode,
            oomKilled = it.State?.OOMKilled,
            error = it.State?.Error is { Length: > 0 } error ? error : null,
            started = it.State?.StartedAt,
            finished = it.State?.FinishedAt,
            health = it.State?.Health?.Status,
            healthOutput = it.State?.Health?.Log?.LastOrDefault()?.Output,
        },
        memory = it.HostConfig?.Memory is > 0 and var memory ? memory : (long?)null,
        readOnly = it.HostConfig?.ReadonlyRootfs,
        privileged = it.HostConfig?.Privileged,
        mounts = it.Mounts?.Select(mount => $"{mount.Type} {(mount.Name is { Length: > 0 } name ? name : mount.Source)} at {mount.Destination}"),
        networks = it.NetworkSettings?.Networks?.Select(network => $"{network.Key} {network.Value.IPAddress}".TrimEnd()),
    };

    /// <summary>What rules judge by, without secrets.</summary>
    /// <param name="it">As the engine has it.</param>
    /// <param name="lines">What it printed last, each as [stream, time, text].</param>
    /// <param name="ahead">How far the engine's clock is ahead of this process's.</param>
    public static ContainerFacts Facts(ContainerInspectResponse it, IReadOnlyList<string[]> lines, TimeSpan ahead) => new()
    {
        Id = it.ID,
        Name = it.Name?.TrimStart('/') ?? it.ID,
        Image = it.Config?.Image ?? "",
        Status = it.State?.Status ?? "",
        ExitCode = it.State?.ExitCode ?? 0,
        OutOfMemory = it.State?.OOMKilled ?? false,
        MemoryLimit = it.HostConfig?.Memory is > 0 and var memory ? memory : null,
        Privileged = it.HostConfig?.Privileged ?? false,
        Health = it.State?.Health?.Status,
        HealthOutput = it.State?.Health?.Log?.LastOrDefault()?.Output is { } output ? SessionSecrets.Mask(output) : null,
        RestartCount = it.RestartCount,
        StartedAt = InstantOf(it.State?.StartedAt) - ahead,
        EndedAt = it.State is { Running: false, FinishedAt: { } finished } ? InstantOf(finished) - ahead : null,
        SharesProcesses = it.HostConfig?.PidMode?.StartsWith("container:", StringComparison.Ordinal) == true,
        LastLines = [.. lines.Select(line => RunLine.Masked(line[^1], SessionSecrets.Mask))],
        LineTimes = [.. lines.Select(line => TimeOf(line) - ahead)],
    };

    /// <summary>Null of what never was: an engine writes the year 1.</summary>
    public static DateTimeOffset? InstantOf(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at.Year > 1 ? at : null;

    /// <summary>What has no time counts as new: it may tell why.</summary>
    private static DateTimeOffset TimeOf(string[] line) =>
        line.Length > 2 && DateTimeOffset.TryParse(line[1], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : DateTimeOffset.MaxValue - Day;
}

