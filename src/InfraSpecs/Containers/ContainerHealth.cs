using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Extensibility;

/// <summary>Whether a container's own health check passes.</summary>
public static class ContainerHealth
{
    private static readonly TimeSpan HurriedInterval = TimeSpan.FromSeconds(0.25);

    /// <summary>Whether an image, or a container, says how its health is checked.</summary>
    /// <param name="check">What it says; null where it says nothing.</param>
    public static bool IsChecked(HealthcheckConfig? check) => check?.Test is [not "NONE", ..];

    /// <summary>Has the check of a container that is to be run each 0.25 s until it passes, unless its image says by <c>--start-interval</c> how often. The engine runs a
    /// check for the first time after its interval, 30 s by default.</summary>
    /// <param name="create">The container to be.</param>
    /// <param name="ofImage">What its image says of the check; null where it says nothing.</param>
    /// <param name="within">How long it may take until it passes.</param>
    public static void Hurry(CreateContainerParameters create, HealthcheckConfig? ofImage, TimeSpan within)
    {
        if (IsChecked(ofImage) && !(ofImage!.StartInterval > TimeSpan.Zero)) create.Healthcheck ??= new HealthcheckConfig { StartInterval = HurriedInterval, StartPeriod = within };
    }

    /// <summary>Why a check will never pass: its program is not in the image, or may not be executed, for 3 s at least, and for as long as failures do not count yet.</summary>
    /// <param name="client">The container's engine.</param>
    /// <param name="container">One that runs, and is not healthy.</param>
    /// <param name="token">Ends the look.</param>
    /// <returns>What the engine or the shell says: "curl: not found"; null where the last checks did run, or it is too early to say.</returns>
    public static ValueTask<string?> WhyNeverAsync(IDockerClient client, ContainerInspectResponse container, CancellationToken token) =>
        CheckProgram.WhyMissingAsync(client, container, token);

    /// <summary>That the program of a check was not there when it was last run, up to three times, also in a container that has ended.</summary>
    /// <param name="container">The container.</param>
    /// <returns>What the engine or the shell said: "curl: not found"; null where a check did run, or none was tried.</returns>
    public static string? MissingProgram(ContainerInspectResponse container) => CheckProgram.MissingIn(container);

    /// <summary>Whether a container's check is hurried.</summary>
    internal static bool IsHurried(HealthcheckConfig? check) => check?.StartInterval == HurriedInterval;

    /// <summary>One look. A container that has ended is not told apart here: whoever waits for one learns it first.</summary>
    /// <param name="container">The container.</param>
    /// <param name="mask">Makes of what the check printed what may be shown.</param>
    /// <param name="token">Ends the look.</param>
    public static async ValueTask<Probe<bool>> AskAsync(Container container, Func<string, string> mask, CancellationToken token)
    {
        var client = container.Engine.Client;
        var found = await client.Containers.InspectContainerAsync(container.Id, token);
        // What has ended is unhealthy too.
        if (!found.State!.Running) return Probe.NotYet<bool>("it has ended");
        var health = found.State.Health;
        return health?.Status switch
        {
            "healthy" => Probe.Ready(true),
            "unhealthy" => Probe.Hopeless<bool>($"its health check fails{Said(health, mask)}"),
            null or "none" or "" => Probe.Hopeless<bool>("the image has no HEALTHCHECK"),
            _ when await CheckProgram.WhyMissingAsync(client, found, token) is { } why => Probe.Hopeless<bool>($"its health check cannot be run ({mask(why)}): what it calls must be in the image"),
            var status => Probe.NotYet<bool>($"its health is '{status}'{Said(health, mask)}"),
        };
    }

    private static string Said(Health health, Func<string, string> mask) =>
        health.Log?.LastOrDefault() is { } last ? $": exit code {last.ExitCode}, {mask(last.Output?.Trim() is { Length: > 0 } text ? text : "no output")}" : "";
}
