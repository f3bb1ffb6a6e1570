using System.Security.Cryptography;
using InfraSpecs;

namespace Docs.Snippets;

// The room of docs/extending.md. InfraSpecs.EngineSpecs compiles it too, and runs it.
public sealed record RedisOptions
{
    public string Image { get; init; } = "redis:8";

    public string Password { get; init; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));

    public override string ToString() => Image;

    internal void Validate() => InvalidOptionsException.ThrowIfAny(this, () =>
    [
        (string.IsNullOrWhiteSpace(Image), "Image is empty; it must be an image with redis-server and redis-cli."),
        (Password.Length < 8 || Password.Any(char.IsWhiteSpace), "Password must have 8 characters or more, and no blanks."),
    ]);
}

public enum RedisReason
{
    CommandRefused,
}

public sealed class RedisException : InfraSpecsException
{
    internal RedisException(RedisReason reason, string server, string verb, IReadOnlyList<string> said)
        : base(server, $"{server} refused {verb}.", FailureText.Quote("It said:", said, "It said nothing."), "mend the command.") => Reason = reason;

    public RedisReason Reason { get; }
}

public sealed class RedisServer : IAsyncDisposable
{
    private const int Port = 6379;
    private readonly RedisOptions _options;

    private RedisServer(RedisOptions options, Container container) => (_options, Container) = (options, container);

    public Container Container { get; }

    public (string Host, ushort Port) Address => Container.GetPublishedAddress(Port);

    public static async Task<RedisServer> StartAsync(Engine engine, RedisOptions options, CancellationToken token)
    {
        options.Validate();
        return new RedisServer(options, await Container.StartAsync(engine, new ContainerOptions
        {
            Image = options.Image,
            Role = "redis",
            Files = [ContainerFile.FromText("/etc/redis-room.conf", $"requirepass {options.Password}\nbind 0.0.0.0\n")],
            Command = ["redis-server", "/etc/redis-room.conf"],
            Ready = Ready.When("PONG", async (container, linked) => await CallAsync(container, options, ["PING"], linked) is { ExitCode: not 0 } no
                ? Probe.NotYet<bool>(no.Error.Trim())
                : Probe.Ready(true), Port),
        }, token));
    }

    public async Task<string> AskAsync(IReadOnlyList<string> command, CancellationToken token)
    {
        var outcome = await CallAsync(Container, _options, command, token);
        if (outcome.ExitCode == 0) return outcome.Output.TrimEnd('\n');
        var said = new KnownSecrets([_options.Password]).Mask(outcome.Output + outcome.Error);
        throw new RedisException(RedisReason.CommandRefused, Container.Name, command[0], said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    public ValueTask DisposeAsync() => Container.DisposeAsync();

    private static Task<ExecOutcome> CallAsync(Container container, RedisOptions options, IReadOnlyList<string> command, CancellationToken token) =>
        container.ExecAsync(["redis-cli", "-e", .. command], new ExecOptions { Environment = new Dictionary<string, string> { ["REDISCLI_AUTH"] = options.Password } }, token);
}
