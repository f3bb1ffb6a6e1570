using InfraSpecs.Volumes;

namespace InfraSpecs;

/// <summary>A volume is not copied or written, because a container that runs may write to it.</summary>
public sealed class VolumeInUseException : InfraSpecsException
{
    internal VolumeInUseException(DataVolumeContainer data, IReadOnlyList<VolumeUser> users, bool restoring = false)
        : base(
            data.Name,
            $"The volume at {data} is not {(restoring ? "restored into" : "exported")}: {Sentence(users)}.",
            ["A copy of files that change meanwhile has torn pages in it, and tar exits 0 all the same."],
            restoring
                ? "stop the container, or restore into a new volume by leaving VolumeRestoreOptions.Into null."
                : "set VolumeExportOptions.Quiesce to Stop, or to Pause where the program survives a power failure, and the container is kept quiet "
                  + "and woken again; or stop it yourself; or use the program's own dump.") =>
        Containers = [.. users.Select(user => user.Name)];

    /// <summary>The names of the containers.</summary>
    public IReadOnlyList<string> Containers { get; }

    private static string Sentence(IReadOnlyList<VolumeUser> users) => users.Count == 1
        ? $"container {users[0].Name} is {users[0].State} and may write to it"
        : $"containers {string.Join(", ", users.Select(user => $"{user.Name} ({user.State})"))} may write to it";
}
