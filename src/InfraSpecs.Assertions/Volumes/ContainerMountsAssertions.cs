using FluentAssertions;
using FluentAssertions.Primitives;
using InfraSpecs.Assertions.Internal;

namespace InfraSpecs.Assertions;

/// <summary>Claims about what is mounted in a container.</summary>
/// <param name="subject">The mounts as they were.</param>
public sealed class ContainerMountsAssertions(ContainerMounts subject) : ReferenceTypeAssertions<ContainerMounts, ContainerMountsAssertions>(subject)
{
    /// <inheritdoc/>
    protected override string Identifier => "mounts";

    private (string, Func<string>) Evidence => ($"mounts of {Subject.Container}", Subject.ToString);

    /// <summary>What the container writes below this path goes to a volume, or to a folder of the engine's machine, and survives it. An anonymous volume goes with its
    /// container, and a mount that is read-only keeps nothing that is written.</summary>
    /// <param name="path">The absolute path in the container.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ContainerMountsAssertions> KeepDataAt(string path, string because = "", params object[] becauseArgs)
    {
        var mount = Subject.Under(path);
        Check.That(
            mount is { Kind: not MountKind.Tmpfs, IsAnonymous: false, IsReadOnly: false }, (because, becauseArgs), Evidence,
            "Expected {context:mounts} of {0} to keep what is written to {1}{reason}, but {2}.", Subject.Container, path,
            new UnquotedText(mount switch
            {
                null => "nothing is mounted there: it is lost with the container",
                { Kind: MountKind.Tmpfs } => $"{mount.Path} is in memory (tmpfs): it is lost when the container stops",
                { IsAnonymous: true } => $"the volume at {mount.Path} has no name of its own: it is removed with the container",
                _ => $"{mount.Path} is mounted read-only: nothing can be written there",
            }));
        return new(this);
    }

    /// <summary>This is mounted: a volume by its name, a file or folder of the engine's machine by its path there, or memory; and read-only or not, as said.</summary>
    /// <param name="mount">As <see cref="ContainerMount.Volume"/>, <see cref="ContainerMount.Bind"/> or <see cref="ContainerMount.Tmpfs"/> make it. A volume without a name is any that has
    /// none of its own.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ContainerMountsAssertions> HaveMount(ContainerMount mount, string because = "", params object[] becauseArgs)
    {
        var found = Subject.At(mount.Path);
        Check.That(
            found is not null && IsSame(found, mount), (because, becauseArgs), Evidence,
            "Expected {context:mounts} of {0} to have {1}{reason}, but {2}.", Subject.Container, new UnquotedText($"{mount}"),
            new UnquotedText(found is null ? "nothing is mounted there" : $"found {found}"));
        return new(this);
    }

    private static bool IsSame(ContainerMount found, ContainerMount wanted) => found.Kind == wanted.Kind && found.IsReadOnly == wanted.IsReadOnly && wanted.Kind switch
    {
        MountKind.Volume => wanted.Name is null ? found.IsAnonymous : found.Name == wanted.Name,
        MountKind.Tmpfs => true,
        _ => found.Source == wanted.Source,
    };

    /// <summary>The container has the volume of this data volume container, at its path.</summary>
    /// <param name="data">The data volume container.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ContainerMountsAssertions> HaveVolumeOf(DataVolumeContainer data, string because = "", params object[] becauseArgs)
    {
        var mount = Subject.At(data.Path);
        var elsewhere = Subject.All.FirstOrDefault(data.IsMountedBy);
        Check.That(
            mount is not null && data.IsMountedBy(mount), (because, becauseArgs), Evidence,
            "Expected {context:mounts} of {0} to have the volume of {1} at {2}{reason}, but found {3}.", Subject.Container, data.Name, data.Path,
            new UnquotedText((mount, elsewhere) switch
            {
                (_, { } other) => $"it at {other.Path}",
                ({ } wrong, _) => $"another there: {wrong.Kind.ToString().ToLowerInvariant()} {wrong.Name ?? wrong.Source}".TrimEnd(),
                _ => "nothing mounted there",
            }));
        return new(this);
    }
}
