using Docker.DotNet.Models;

namespace InfraSpecs.Time;

/// <summary>What an image says that a clock must know before a container is made of it.</summary>
/// <param name="Name">The image.</param>
/// <param name="Machine">What it is made for: "amd64", "arm64".</param>
/// <param name="BuiltAt">When it was built.</param>
/// <param name="PreloadVariable">Its own LD_PRELOAD; null if it has none.</param>
internal sealed record ClockImage(string Name, string Machine, DateTimeOffset BuiltAt, string? PreloadVariable)
{
    private const string Variable = "LD_PRELOAD=";

    /// <exception cref="ClockException">There are no files for its machine.</exception>
    public static async Task<ClockImage> InspectAsync(Engine engine, string image, CancellationToken token)
    {
        var inspected = await engine.Client.Images.InspectImageAsync(image, token);
        var machine = inspected.Architecture ?? "";
        if (!ClockFiles.AreFor(machine)) throw ClockException.Machine(image, machine);
        return new ClockImage(image, machine, inspected.Created is { } built ? new DateTimeOffset(built.ToUniversalTime(), TimeSpan.Zero) : DateTimeOffset.UnixEpoch, Find(inspected.Config?.Env));
    }

    /// <returns>What is odd about a clock that starts then; null if nothing is.</returns>
    public string? WarnOf(DateTimeOffset? startAt) => startAt < BuiltAt
        ? $"The clock starts at {startAt.Value.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, before the image {Name} was built ({BuiltAt:yyyy-MM-dd HH:mm:ss} UTC): its files and accounts are from the future, which PAM and others complain of."
        : null;

    /// <summary>The environment names the library too: musl's loader knows no list of libraries.</summary>
    public void SetPreload(CreateContainerParameters create)
    {
        var own = Find(create.Env) ?? PreloadVariable;
        create.Env = [.. (create.Env ?? []).Where(it => !it.StartsWith(Variable, StringComparison.Ordinal)), Variable + (own is { Length: > 0 } ? $"{own}:{ClockFiles.Library}" : ClockFiles.Library)];
    }

    /// <summary>Looks into a container that has been created.</summary>
    /// <returns>What its loader's list of libraries says; empty if it has none.</returns>
    /// <exception cref="ClockException">Its main process cannot be given a clock.</exception>
    public async Task<string> LookIntoAsync(Engine engine, string container, CancellationToken token)
    {
        var preload = ContainerFiles.FindTextAsync(engine, container, ClockFiles.Preload, token);
        var inspected = await engine.Client.Containers.InspectContainerAsync(container, token);
        var config = inspected.Config!;
        var command = (config.Entrypoint ?? []).Concat(config.Cmd ?? []).FirstOrDefault() ?? "";
        var program = await EntryProgram.FindAsync(engine, container, config, command, token);
        if (program.OutOfReach is not null) throw ClockException.OutOfReach(Name, program);
        return await preload ?? "";
    }

    private static string? Find(IList<string>? environment) => environment?.LastOrDefault(it => it.StartsWith(Variable, StringComparison.Ordinal))?[Variable.Length..];
}
