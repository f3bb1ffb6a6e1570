using System.ComponentModel.DataAnnotations;

namespace InfraSpecs;

/// <summary>How a command is run in a container.</summary>
public sealed record ExecOptions
{
    /// <summary>As which user: a name, a number, or "user:group".</summary>
    /// <value>Default null: the image's.</value>
    public string? User { get; init; }

    /// <summary>In which folder.</summary>
    /// <value>Default null: the image's.</value>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables beyond the container's own. Secrets belong here or into <see cref="Input"/>, never on the command line.</summary>
    /// <value>Default none.</value>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>What the command reads from its standard input.</summary>
    /// <value>Default null: nothing; its standard input is closed.</value>
    [DataType(DataType.MultilineText)]
    public string? Input { get; init; }

    internal void Validate() => InvalidOptionsException.ThrowIfAny(this, () =>
    [
        (User is not null && string.IsNullOrWhiteSpace(User), "User is empty; it must be a name, a number or user:group, or null for the image's."),
        (WorkingDirectory is not null && string.IsNullOrWhiteSpace(WorkingDirectory), "WorkingDirectory is empty; it must be a folder, or null for the image's."),
        (Environment.Keys.Any(it => it.Contains('=')), "Environment has a name with '=' in it."),
    ]);
}
