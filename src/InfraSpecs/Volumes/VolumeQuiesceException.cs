using InfraSpecs.Volumes;

namespace InfraSpecs;

/// <summary>A container could not be kept from a volume while it was copied, or could not be woken afterwards.</summary>
public sealed class VolumeQuiesceException : InfraSpecsException
{
    private VolumeQuiesceException(
        DataVolumeContainer data, IReadOnlyList<VolumeUser> users, string headline, IEnumerable<string> facts, string advice, Exception? inner)
        : base(data.Name, headline, facts, advice, inner) => Containers = [.. users.Select(user => user.Name)];

    /// <summary>The names of the containers.</summary>
    public IReadOnlyList<string> Containers { get; }

    internal static VolumeQuiesceException WouldBeRemoved(DataVolumeContainer data, VolumeUser user) => new(
        data, [user],
        $"The volume at {data} is not exported: container {user.Name} would have to be stopped, and the engine would remove it then.",
        ["It was started with --rm, or WithAutoRemove."],
        "set VolumeExportOptions.Quiesce to Pause, or start the container without --rm.",
        null);

    internal static VolumeQuiesceException NotQuiet(DataVolumeContainer data, VolumeUser user, string what, Exception? inner = null) => new(
        data, [user],
        $"The export of the volume at {data} was thrown away: container {user.Name} was not quiet.",
        [$"Container {user.Name}: {what}"],
        "see who starts, unpauses or restarts it while the export runs; if the engine cannot pause it, use Quiesce.Stop.",
        inner);

    internal static VolumeQuiesceException NotWoken(
        DataVolumeContainer data, IReadOnlyList<(VolumeUser User, Exception Error)> failed, Exception? failure) => new(
        data, [.. failed.Select(it => it.User)],
        $"After the export of the volume at {data}, {string.Join(", ", failed.Select(it => it.User.Name))} could not be woken.",
        [.. failed.Select(it => $"{it.User.Name}: {it.Error.Message}"), .. failure is null ? [] : new[] { $"The export itself had failed: {failure.Message}" }],
        "start or unpause it by hand, after mending what the engine names.",
        failure ?? failed[0].Error);
}
