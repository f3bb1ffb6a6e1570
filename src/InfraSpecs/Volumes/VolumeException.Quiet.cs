using InfraSpecs.Volumes;

namespace InfraSpecs;

public sealed partial class VolumeException
{
    private VolumeException(
        VolumeReason reason, DataVolumeContainer data, IReadOnlyList<VolumeUser> users, string headline, IEnumerable<string> facts, string advice, Exception? inner = null)
        : this(reason, data.Name, headline, facts, advice, inner) => Containers = [.. users.Select(user => user.Name)];

    internal static VolumeException InUse(DataVolumeContainer data, IReadOnlyList<VolumeUser> users, bool restoring = false) => new(
        VolumeReason.InUse, data, users,
        $"The volume at {data} is not {(restoring ? "restored into" : "exported")}: {Sentence(users)}.",
        ["A copy of files that change meanwhile has torn pages in it, and tar exits 0 all the same."],
        restoring
            ? "stop the container, or restore into a new volume by leaving VolumeRestoreOptions.Into null."
            : "set VolumeExportOptions.Quiesce to Stop, or to Pause where the program survives a power failure, and the container is kept quiet "
              + "and woken again; or stop it yourself; or use the program's own dump.");

    internal static VolumeException WouldBeRemoved(DataVolumeContainer data, VolumeUser user) => new(
        VolumeReason.WouldBeRemoved, data, [user],
        $"The volume at {data} is not exported: container {user.Name} would have to be stopped, and the engine would remove it then.",
        ["It was started with --rm, or WithAutoRemove."],
        "set VolumeExportOptions.Quiesce to Pause, or start the container without --rm.");

    internal static VolumeException NotQuiet(DataVolumeContainer data, VolumeUser user, string what, Exception? inner = null) => new(
        VolumeReason.NotQuiet, data, [user],
        $"The export of the volume at {data} was thrown away: container {user.Name} was not quiet.",
        [$"Container {user.Name}: {what}"],
        "see who starts, unpauses or restarts it while the export runs; if the engine cannot pause it, use Quiesce.Stop.",
        inner);

    internal static VolumeException NotWoken(
        DataVolumeContainer data, IReadOnlyList<(VolumeUser User, Exception Error)> failed, Exception? failure) => new(
        VolumeReason.NotWoken, data, [.. failed.Select(it => it.User)],
        $"After the export of the volume at {data}, {string.Join(", ", failed.Select(it => it.User.Name))} could not be woken.",
        [.. failed.Select(it => $"{it.User.Name}: {it.Error.Message}"), .. failure is null ? [] : new[] { $"The export itself had failed: {failure.Message}" }],
        "start or unpause it by hand, after mending what the engine names.",
        failure ?? failed[0].Error);

    private static string Sentence(IReadOnlyList<VolumeUser> users) => users.Count == 1
        ? $"container {users[0].Name} is {users[0].State} and may write to it"
        : $"containers {string.Join(", ", users.Select(user => $"{user.Name} ({user.State})"))} may write to it";
}
