using System.Formats.Tar;
using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Cron;

/// <summary>Files of one container, read through the engine's archives: no shell is needed, and no running process.</summary>
internal sealed class ContainerArchive(IContainerOperations containers, string id, string name)
{
    private const int LargestCrontab = 4 << 20;

    /// <summary>What lies in a folder, at any depth, and is wanted; nothing where there is no such folder. One request for all of it costs
    /// less than one for each, and only an archive of both names shows a hard link.</summary>
    /// <param name="folder">The absolute path.</param>
    /// <param name="wanted">Whether a path is.</param>
    /// <param name="token">Cancels the call.</param>
    public async Task<IReadOnlyList<CronFile>> ReadFolderAsync(string folder, Func<string, bool> wanted, CancellationToken token)
    {
        if (await FindAsync(folder, false, token) is not { } found) return [];
        await using var stream = found.Stream!;
        await using var tar = new TarReader(stream);
        var parent = folder[..(folder.LastIndexOf('/') + 1)];
        Dictionary<string, CronFile> files = [];
        Dictionary<string, List<string>> hardLinks = [];
        while (await tar.GetNextEntryAsync(copyData: false, token) is { } entry)
        {
            var path = parent + entry.Name.TrimEnd('/');
            if (entry.EntryType == TarEntryType.HardLink)
            {
                var names = hardLinks.TryGetValue(parent + entry.LinkName, out var known) ? known : hardLinks[parent + entry.LinkName] = [parent + entry.LinkName];
                names.Add(path);
            }

            if (wanted(path)) files[path] = await FileAsync(path, entry, LargestCrontab, token);
        }

        foreach (var names in hardLinks.Values)
        {
            foreach (var path in names.Where(files.ContainsKey)) files[path] = await LinkedAsync(files, names, path, token);
        }

        return await Task.WhenAll(files.Values.Select(async file => file.IsLink ? await FollowAsync(file, await ResolveAsync(file.Path, token), LargestCrontab, token) : file));
    }

    /// <summary>A file or folder, where its path leads; null if there is none.</summary>
    /// <param name="path">The absolute path.</param>
    /// <param name="atMost">How much of its content, in bytes.</param>
    /// <param name="token">Cancels the call.</param>
    public async Task<CronFile?> ReadAsync(string path, int atMost, CancellationToken token) => await ReadItAsync(path, atMost, token) switch
    {
        (var link, { Length: > 0 } target) => await FollowAsync(link, target, atMost, token),
        var found => found?.File,
    };

    /// <summary>Where a path leads, if it is a link: the engine's archive of a folder wants the folder itself.</summary>
    public async Task<string> ResolveAsync(string path, CancellationToken token) =>
        await FindAsync(path, true, token) is { Stat.LinkTarget: { Length: > 0 } target } ? target : path;

    /// <summary>A file or a link, and where the link leads in the end.</summary>
    private async Task<(CronFile File, string? Target)?> ReadItAsync(string path, int atMost, CancellationToken token)
    {
        if (await FindAsync(path, false, token) is not { } found) return null;
        // Whatever stands behind the first bytes is not waited for: a log may be as large as the disk.
        await using var stream = found.Stream!;
        await using var tar = new TarReader(stream);
        return await tar.GetNextEntryAsync(copyData: false, token) is { } entry ? (await FileAsync(path, entry, atMost, token), found.Stat.LinkTarget) : null;
    }

    private async Task<CronFile> FollowAsync(CronFile link, string target, int atMost, CancellationToken token) =>
        target != link.Path && await ReadItAsync(target, atMost, token) is var (end, _)
            ? end with { Facts = end.Facts with { Path = link.Path }, Link = link.Facts }
            : link with { Link = link.Facts };

    private async Task<CronFile> LinkedAsync(Dictionary<string, CronFile> files, List<string> names, string path, CancellationToken token)
    {
        var content = names.Select(files.GetValueOrDefault).FirstOrDefault(it => it?.IsRegular == true) ?? (await ReadItAsync(path, LargestCrontab, token))?.File ?? files[path];
        return content with { Facts = content.Facts with { Path = path }, OtherNames = [.. names.Where(it => it != path)] };
    }

    private async Task<CronFile> FileAsync(string path, TarEntry entry, int atMost, CancellationToken token)
    {
        var bytes = new byte[entry.DataStream is null ? 0 : Math.Min(entry.Length, atMost)];
        if (bytes.Length > 0) await entry.DataStream!.ReadExactlyAsync(bytes, token);
        var facts = new FileFacts
        {
            Container = name, Path = path, Kind = entry.EntryType, Mode = entry.Mode, UserId = entry.Uid, GroupId = entry.Gid, Size = entry.Length,
            ModifiedAt = entry.ModificationTime, LinkTarget = entry.LinkName is { Length: > 0 } target ? target : null,
        };
        return new CronFile { Facts = facts, Bytes = bytes };
    }

    /// <summary>What is at a path, where links in its folders lead; null if nothing is.</summary>
    private async Task<ContainerArchiveResponse?> FindAsync(string path, bool factsOnly, CancellationToken token)
    {
        try
        {
            return await AskAsync(path, factsOnly, token);
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest)
        {
            return null;
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.InternalServerError)
        {
            // The path's links go round in a circle, or it leads through a file. An engine in trouble does not know the root either.
            await AskAsync("/", true, token);
            return null;
        }
    }

    private Task<ContainerArchiveResponse> AskAsync(string path, bool factsOnly, CancellationToken token) =>
        containers.GetArchiveFromContainerAsync(id, new ContainerPathStatParameters { Path = path }, factsOnly, token);
}
