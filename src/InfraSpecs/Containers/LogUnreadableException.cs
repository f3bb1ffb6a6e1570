namespace InfraSpecs;

/// <summary>A file in a running container cannot be followed: it needs <c>sh</c> and <c>tail</c> there.</summary>
public sealed class LogUnreadableException : InfraSpecsException
{
    internal LogUnreadableException(string container, string file, FollowedLog.Records? records, IReadOnlyList<string> complaints)
        : base(
            $"{file} in {container}",
            $"{file} in {container}{(records is null ? "" : $", {records.Name},")} cannot be followed: what follows it in the container ended.",
            complaints.Count == 0 ? ["It said nothing."] : ["It said:", .. complaints.Select(line => "| " + line)],
            records?.Advice ?? "the image needs sh and tail. Without them, let the program log to its standard output and follow that.") =>
        (Container, File) = (container, file);

    /// <summary>The container's name.</summary>
    public string Container { get; }

    /// <summary>The file's path in it.</summary>
    public string File { get; }
}
