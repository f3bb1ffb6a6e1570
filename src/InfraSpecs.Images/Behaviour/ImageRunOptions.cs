using DotNet.Testcontainers.Builders;

namespace InfraSpecs.Images;

/// <summary>How an image is run, so that its behaviour can be looked at.</summary>
public sealed record ImageRunOptions
{
    /// <summary>An image reference, or an image source by name.</summary>
    public required string Image { get; init; }

    /// <summary>Variables beyond the image's own. The values of those that are called a password, token or the like are in no failure text.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>What stands in place of the image's CMD: a command, or arguments of its entry point.</summary>
    /// <value>Default null: the image's.</value>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>When it is up. A stop that comes before an image has set up its handlers says nothing of it.</summary>
    /// <value>Default <see cref="ImageReadiness.Declared"/>.</value>
    public ImageReadiness Ready { get; init; } = ImageReadiness.Declared;

    /// <summary>How long it may take until it is up.</summary>
    /// <value>Default 1 minute.</value>
    public TimeSpan ReadyWithin { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The grace period: how long it may take to end by itself after its stop signal, before it is killed.</summary>
    /// <value>Default 10 s, as the engine's.</value>
    public TimeSpan StopWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long process 1 may take to reap an orphan.</summary>
    /// <value>Default 2 s.</value>
    public TimeSpan ReapWithin { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A process that is there at two looks so far apart is a long-lived one.</summary>
    /// <value>Default 1 s.</value>
    public TimeSpan LongLivedFrom { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The last word on the container before it is created: volumes, a network, an init.</summary>
    /// <value>Default null: nothing.</value>
    public Func<ContainerBuilder, ContainerBuilder>? Configure { get; init; }

    /// <summary>Names nothing secret.</summary>
    public override string ToString() => Image;

    internal void Validate() => InvalidOptionsException.ThrowIfAny(this, () =>
    [
        (string.IsNullOrWhiteSpace(Image), "Image is empty; name an image, or an image source."),
        (Environment.Keys.Any(it => it.Contains('=')), "Environment has a name with '=' in it."),
        (ReadyWithin <= TimeSpan.Zero, $"ReadyWithin is {ReadyWithin}; it must be more than zero."),
        (StopWithin < TimeSpan.Zero, $"StopWithin is {StopWithin}; it must not be negative."),
        (ReapWithin <= TimeSpan.Zero, $"ReapWithin is {ReapWithin}; it must be more than zero."),
        (LongLivedFrom < TimeSpan.Zero, $"LongLivedFrom is {LongLivedFrom}; it must not be negative."),
    ]);
}
