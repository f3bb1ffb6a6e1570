using System.Text.RegularExpressions;

namespace InfraSpecs.Swarm;

/// <summary>What stack to deploy.</summary>
public sealed partial record StackOptions
{
    /// <summary>Its name: letters, digits, "-" and "_". Its services are called stack_service.</summary>
    public required string Name { get; init; }

    /// <summary>A compose file of version 3, on this machine; it is used as it is. Secrets, configs and env_file that it names are found beside it.</summary>
    public required string File { get; init; }

    /// <summary>What the file's variables mean, as ${TAG} or ${TAG:-latest}. They are on no command line, and in no error but for what is plain, as a port
    /// or a number of tasks, where the file is refused for it. This process's own are not seen.</summary>
    /// <value>Default none.</value>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Removes services of the stack that are not in the file any more, if this run made them; others are a warning.</summary>
    /// <value>Default false: they run on, as with the docker command line.</value>
    public bool Prune { get; init; }

    /// <summary>Deploys also over a stack, service, network, secret or config that this run did not make. Disposal leaves that in place, as the last deploy made it,
    /// and removes what the deploys added; a network, secret or config that something which stays was given stays too.</summary>
    /// <value>Default false: such a deploy is refused.</value>
    public bool UpdateExisting { get; init; }

    /// <summary>How long the docker command may take. It asks a registry for each image.</summary>
    /// <value>Default 2 minutes; then it is ended, and what it made of a new stack is removed.</value>
    public TimeSpan DeployWithin { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long it may take until every service is what the file says, wherever that is waited for.</summary>
    /// <value>Default 60 s.</value>
    public TimeSpan ConvergeWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long all tasks of each service must have run before it counts.</summary>
    /// <value>Default null: for each service as <see cref="ServiceOptions.StableFor"/> has it, 5 s, or 1 s with a health check.</value>
    public TimeSpan? StableFor { get; init; }

    /// <summary>How long a task may be without a node that suits it, with all nodes ready, before waiting for it is given up.</summary>
    /// <value>Default 3 s; <see cref="Timeout.InfiniteTimeSpan"/> for a spec that makes room meanwhile.</value>
    public TimeSpan UnplaceableFor { get; init; } = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {File}";

    internal void Validate() => InvalidOptionsException.ThrowIfAny(this, () =>
    [
        (!StackName().IsMatch(Name), $"Name is '{Name}'; it must be of letters, digits, '-' and '_', 40 at most, with a letter or digit at both ends."),
        (string.IsNullOrWhiteSpace(File), "File is empty; name a compose file."),
        (!string.IsNullOrWhiteSpace(File) && !System.IO.File.Exists(File), $"File is {File}; there is no such file{(Path.IsPathRooted(File) ? "" : $" in {Directory.GetCurrentDirectory()}")}."),
        (Misnamed.Any(), $"Environment has '{string.Join("', '", Misnamed)}'; names of variables are letters, digits and '_'."),
        (Leading.Any(), $"Environment has {string.Join(", ", Leading)}; variables of this kind are for the docker command itself, and would lead it elsewhere."),
        (DeployWithin <= TimeSpan.Zero, $"DeployWithin is {DeployWithin}; it must be more than zero."),
        (ConvergeWithin < TimeSpan.Zero, $"ConvergeWithin is {ConvergeWithin}; it must not be negative."),
        (StableFor < TimeSpan.Zero, $"StableFor is {StableFor}; it must not be negative."),
        (UnplaceableFor < TimeSpan.Zero && UnplaceableFor != Timeout.InfiniteTimeSpan, $"UnplaceableFor is {UnplaceableFor}; it must not be negative."),
    ]);

    private IEnumerable<string> Misnamed => Environment.Keys.Where(it => !Variable().IsMatch(it));

    private IEnumerable<string> Leading => Environment.Keys.Where(it => it.StartsWith("DOCKER_", StringComparison.Ordinal));

    // Names of services are host names of 63 characters, and begin with this.
    [GeneratedRegex(@"^(?=.{1,40}\z)[a-zA-Z0-9](?:[-_]*[A-Za-z0-9]+)*\z")]
    private static partial Regex StackName();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex Variable();
}
