using DotNet.Testcontainers.Builders;

namespace InfraSpecs;

/// <summary>A container of any image: what it is given, and when it is up.</summary>
public sealed record ContainerOptions
{
    /// <summary>An image source by name, or any image reference.</summary>
    public required string Image { get; init; }

    /// <summary>What it is for, in a word, as a part of its name: "web" makes "web-3f1c09ab-1".</summary>
    /// <value>Default "container".</value>
    public string Role { get; init; } = "container";

    /// <summary>What stands in place of the image's CMD: a command, or arguments of its entry point.</summary>
    /// <value>Default null: the image's.</value>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Variables beyond the image's own.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>TCP ports in the container that are published on a port of 127.0.0.1 that the engine chooses; <see cref="Container.Endpoint"/> says where. A port that
    /// <see cref="Ready"/> asks is published without being named here.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<int> Ports { get; init; } = [];

    /// <summary>Files that are put into it before it starts.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<ContainerFile> Files { get; init; } = [];

    /// <summary>What is mounted in it. <see cref="DataVolumeContainer.AsMount"/> gives the volume of a data volume container.</summary>
    /// <value>Default: nothing.</value>
    public IReadOnlyList<ContainerMount> Mounts { get; init; } = [];

    /// <summary>The names or IDs of the networks that it is in, as <see cref="ContainerNetwork.Name"/> gives them.</summary>
    /// <value>Default none: the engine's default network.</value>
    public IReadOnlyList<string> Networks { get; init; } = [];

    /// <summary>Names by which others in <see cref="Networks"/> reach it.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>As which user it runs: a name, a number, or "user:group".</summary>
    /// <value>Default null: the image's.</value>
    public string? User { get; init; }

    /// <summary>The most memory that it may use, in bytes; the kernel ends what wants more. At least 6 MiB, as engines ask.</summary>
    /// <value>Default null: all that there is.</value>
    public long? Memory { get; init; }

    /// <summary>Its root file system can only be read; what is mounted is written to as <see cref="Mounts"/> says. Into such a root no <see cref="Files"/> can be put.</summary>
    /// <value>Default false.</value>
    public bool ReadOnly { get; init; }

    /// <summary>When it is up.</summary>
    /// <value>Default null: when the engine has started it. What it does then, and whether it ends at once, the first wait for something in it tells.</value>
    public Ready? Ready { get; init; }

    /// <summary>How long it may take until it is up.</summary>
    /// <value>Default 1 minute.</value>
    public TimeSpan ReadyWithin { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What else the container is given, by Testcontainers' own builder, after all the other options.</summary>
    /// <value>Default null: nothing.</value>
    public Func<ContainerBuilder, ContainerBuilder>? Configure { get; init; }

    /// <summary>Names nothing secret.</summary>
    public override string ToString() => Image;

    /// <summary>What a start would refuse, for a room that starts it later.</summary>
    /// <exception cref="InvalidOptionsException">The options cannot be meant.</exception>
    public void Validate() => InvalidOptionsException.ThrowIfAny(this, () =>
    [
        (string.IsNullOrWhiteSpace(Image), "Image is empty; name an image source or an image."),
        (!IsRole(Role), $"Role is '{Role}'; it must be 1 to 40 letters, digits and '-', as a part of a container's name."),
        (Command is { Count: 0 }, "Command is empty; name a program, or leave it null for the image's."),
        (Environment.Keys.Any(it => it.Contains('=')), "Environment has a name with '=' in it."),
        .. Ports.Where(it => it is < 1 or > ushort.MaxValue).Select(it => (true, $"Ports has {it}; a port is between 1 and 65535.")),
        (Ports.Distinct().Count() < Ports.Count, "Ports has a port twice."),
        .. Files.SelectMany(it => it.Checks()),
        .. Mounts.SelectMany(Checks),
        .. Mounts.GroupBy(it => it.Path.TrimEnd('/')).Where(it => it.Count() > 1).Select(it => (true, $"Mounts has Path '{it.Key}' twice.")),
        (Networks.Any(string.IsNullOrWhiteSpace), "Networks has an empty name."),
        (Networks.Distinct().Count() < Networks.Count, "Networks has a network twice."),
        (Aliases.Any(it => string.IsNullOrWhiteSpace(it) || it.Any(char.IsWhiteSpace)), "Aliases has a name that is empty or has a space in it."),
        (Aliases.Count > 0 && Networks.Count == 0, "Aliases is set, but Networks is empty; the engine's default network has no names."),
        (User is not null && string.IsNullOrWhiteSpace(User), "User is empty; it must be a name, a number or user:group, or null for the image's."),
        (Memory is < 6 << 20, $"Memory is {Memory}; it must be at least 6 MiB (6291456), which is the least that engines take."),
        (Ready is { IsEnd: true } && Ports.Count > 0, "Ports is set, but Ready waits for the container's end, and then no port answers."),
        (ReadyWithin <= TimeSpan.Zero, $"ReadyWithin is {ReadyWithin}; it must be more than zero."),
    ]);

    /// <summary>It may be a part of the name of what the engine makes.</summary>
    internal static bool IsRole(string role) => role.Length is > 0 and <= 40 && !role.StartsWith('-') && role.All(it => char.IsAsciiLetterOrDigit(it) || it == '-');

    internal static bool IsAbsolute(string path) => path.StartsWith('/') && path.Trim('/').Length > 0 && !path.Split('/').Any(part => part is "." or "..");

    private static IEnumerable<(bool Wrong, string Sentence)> Checks(ContainerMount mount) =>
    [
        (!IsAbsolute(mount.Path), $"Mounts has Path '{mount.Path}'; it must be absolute, not the root, and without '.' and '..', as /var/lib/app is."),
        (mount.Kind is MountKind.Other, $"Mounts has Kind Other for {mount.Path}, which can only be looked at; use Configure for what is neither a volume, a folder nor tmpfs."),
        (mount.Kind is MountKind.Bind && !mount.Source.StartsWith('/'), $"Mounts has Source '{mount.Source}' for {mount.Path}; a bind mount needs an absolute path on the engine's machine."),
        (mount.Kind is not MountKind.Volume && mount.Name is not null, $"Mounts has Name '{mount.Name}' for {mount.Path}, and only a volume has one."),
        (mount.Kind is MountKind.Volume && mount.Name is not null && string.IsNullOrWhiteSpace(mount.Name), $"Mounts has an empty Name for {mount.Path}; name a volume, or leave it null for one that goes with the container."),
    ];
}
