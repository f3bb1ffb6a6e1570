using System.Formats.Tar;
using Docker.DotNet;

namespace InfraSpecs.MySql;

/// <summary>What to do about a server that does not start, with what its container, running or not, shows of the case.</summary>
internal sealed class StartAdvice(Container container, MySqlOptions options, Secrets secrets)
{
    private static readonly CancellationToken Always = CancellationToken.None;

    public async Task<(IReadOnlyList<string> Facts, string Advice)> ForAsync(StartFaultKind kind, string cause)
    {
        try
        {
            return kind switch
            {
                StartFaultKind.Space => ([await PlaceAsync(cause)], "free space there, or give it more."),
                StartFaultKind.ReadOnly => ([await PlaceAsync(cause)], "let the server write there: mount it without ReadOnly."),
                StartFaultKind.Permission => await ForPermissionAsync(cause),
                StartFaultKind.Locked => await ForLockAsync(),
                StartFaultKind.Option => await ForOptionAsync(cause),
                _ => ([], Usual(kind)),
            };
        }
        catch (Exception e) when (e is DockerApiException or ContainerException or EngineException or IOException or HttpRequestException)
        {
            // The container went meanwhile. What it said is known all the same.
            return ([], Usual(kind));
        }
    }

    private static string Usual(StartFaultKind kind) => kind switch
    {
        StartFaultKind.Script => "mend the script in MySqlOptions.InitScripts; the line is the script's own.",
        StartFaultKind.LowerCase => "start it with the lower_case_table_names that its data was made with, or give it new data.",
        StartFaultKind.ForeignData => "give it data that this server, in this or an earlier version, has written: MySQL and MariaDB do not read each other's. A dump goes from one to the other.",
        StartFaultKind.Address => "leave --bind-address out of MySqlOptions.Arguments and of the configuration; in its container the server may listen everywhere.",
        StartFaultKind.Memory => "give the container more memory, or the server less to hold in it: --innodb-buffer-pool-size.",
        StartFaultKind.Plugin => "name a plugin that is in the image's plugin directory, or leave --plugin-load out.",
        _ => "mend what it says.",
    };

    /// <summary>What is mounted where it was not possible to write.</summary>
    private async Task<string> PlaceAsync(string cause)
    {
        var path = StartFault.PathIn(cause, options.DataDirectory) ?? options.DataDirectory;
        var mount = (await container.ReadMountsAsync(Always)).Under(path);
        return mount is null ? $"{path} is in the container's own file system." : $"{path} is on {mount.ToString().Replace($"{mount.Path}: ", "", StringComparison.Ordinal)}, mounted at {mount.Path}.";
    }

    private async Task<(IReadOnlyList<string> Facts, string Advice)> ForPermissionAsync(string cause)
    {
        var path = StartFault.PathIn(cause, options.DataDirectory) ?? options.DataDirectory;
        var isData = StorageGround.IsWithin(path, options.DataDirectory);
        var file = await container.FindFileAsync(isData ? options.DataDirectory : path, Always);
        var user = (await container.Engine.Client.Containers.InspectContainerAsync(container.Id, Always)).Config?.User is { Length: > 0 } set ? set : "mysql";
        IReadOnlyList<string> facts = file is null ? [] : [$"{file.Path} belongs to {file.UserId}:{file.GroupId} with the mode {file.OctalMode}; the server runs as {user}."];
        var link = file?.Kind == TarEntryType.SymbolicLink ? "-h " : "-R ";
        return isData || file is null
            ? (facts, $"give the data to the server's user: chown {link}{(user == "mysql" ? "mysql:mysql" : user)} {options.DataDirectory}.")
            : (facts, $"let the server read it: chmod {Readable(file)} {path}.");

        // A folder that may be read and not entered shows names alone.
        static string Readable(FileFacts file) => Convert.ToString((int)(file.Mode | UnixFileMode.GroupRead | UnixFileMode.OtherRead
            | (file.Kind == TarEntryType.Directory ? UnixFileMode.GroupExecute | UnixFileMode.OtherExecute : UnixFileMode.None)), 8);
    }

    /// <summary>Who else has the data directory's volume or folder.</summary>
    private async Task<(IReadOnlyList<string> Facts, string Advice)> ForLockAsync()
    {
        var mount = (await container.ReadMountsAsync(Always)).Under(options.DataDirectory);
        var running = await container.Engine.Client.Containers.ListContainersAsync(new(), Always);
        string[] others =
        [
            .. running.Where(it => it.ID != container.Id && mount is not null && it.Mounts.Any(other => IsSame(mount, other.Name, other.Source)))
                .Select(it => it.Names[0].TrimStart('/')).Order(),
        ];
        if (others.Length == 0) return ([], "stop the server that has this data; two servers cannot share a data directory.");
        var who = string.Join(", ", others);
        return ([$"{who} {(others.Length == 1 ? "has" : "have")} the same {(mount!.Name is null ? "folder" : "volume")}."], $"stop {who} first; two servers cannot share a data directory.");
    }

    private static bool IsSame(ContainerMount mount, string? name, string? source) => mount.Name is { } volume ? name == volume : mount.Source.Length > 0 && source == mount.Source;

    private async Task<(IReadOnlyList<string> Facts, string Advice)> ForOptionAsync(string cause)
    {
        const string spelling = "or spell it as the server's --verbose --help does";
        if (StartFault.OptionIn(cause) is not { } option) return ([], "mend the configuration that it names.");
        if (options.Arguments.FirstOrDefault(it => OptionFiles.IsOption(it, option)) is { } argument)
        {
            return ([$"MySqlOptions.Arguments has {secrets.Mask(argument)}."], $"leave it out of MySqlOptions.Arguments, {spelling}.");
        }

        var lines = (await OptionFiles.FindAsync(container, option, Always)).Select(secrets.Mask).ToList();
        return lines.Count == 0 ? ([], $"leave it out, {spelling}.") : (lines, $"mend {lines[0].Split(':')[0]}: leave it out, {spelling}.");
    }
}
