using System.Formats.Tar;
using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Cron;

/// <summary>Files of one container, read through the engine's archives: no shell is needed, and no running process.</summary>
internal sealed class ContainerArchive(Engine engine, string id, string name)
{
    private const int LinksFollowed = 8;
    private const int LargestCrontab = 4 << 20;

    /// <summary>What lies in a folder, at any depth, and is wanted; nothing where there is no such folder. One request for all of it costs
    /// less than one for each, and only an archive of both names shows a hard link.</summary>
    /// <param name="folder">The absolute path.</param>
    /// <param name="wanted">Whether a path is.</param>
    /// <param name="token">Ends the reading.</param>
    public async Task<IReadOnlyList<CronFile>> ReadFolderAsync(string folder, Func<string, bool> wanted, CancellationToken token)
    {
        await using var stream = await OpenAsync(folder, token);
        if (stream is null) return [];
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

        return await Task.WhenAll(files.Values.Select(file => FollowAsync(file, LargestCrontab, token)));
    }

    /// <summary>A file or folder, where its path leads; null if there is none.</summary>
    /// <param name="path">The absolute path.</param>
    /// <param name="atMost">How much of its content, in bytes.</param>
    /// <param name="token">Ends the reading.</param>
    public async Task<CronFile?> ReadAsync(string path, int atMost, CancellationToken token) =>
        await ReadItAsync(path, atMost, token) is { } file ? await FollowAsync(file, atMost, token) : null;

    /// <summary>Where a path leads, if it is a link: the engine's archive of a folder wants the folder itself.</summary>
    public async Task<string> ResolveAsync(string path, CancellationToken token)
    {
        for (var hops = 0; hops < LinksFollowed && await ReadItAsync(path, 0, token) is { Facts: { Kind: TarEntryType.SymbolicLink, LinkTarget: { } target } }; hops++) path = Absolute(target, path);
        return path;
    }

    private async Task<CronFile?> ReadItAsync(string path, int atMost, CancellationToken token)
    {
        // Whatever stands behind the first bytes is not waited for: a log may be as large as the disk.
        await using var stream = await OpenAsync(path, token);
        if (stream is null) return null;
        await using var tar = new TarReader(stream);
        return await tar.GetNextEntryAsync(copyData: false, token) is { } entry ? await FileAsync(path, entry, atMost, token) : null;
    }

    private async Task<CronFile> FollowAsync(CronFile file, int atMost, CancellationToken token)
    {
        var (path, end) = (file.Path, file);
        for (var hops = 0; end.Facts is { Kind: TarEntryType.SymbolicLink, LinkTarget: { } target }; hops++)
        {
            path = Absolute(target, path);
            if (hops == LinksFollowed || await ReadItAsync(path, atMost, token) is not { } next) return file with { Link = file.Facts };
            end = next;
        }

        return end == file ? file : end with { Facts = end.Facts with { Path = file.Path }, Link = file.Facts };
    }

    private async Task<CronFile> LinkedAsync(Dictionary<string, CronFile> files, List<string> names, string path, CancellationToken token)
    {
        var content = names.Select(files.GetValueOrDefault).FirstOrDefault(it => it?.IsRegular == true) ?? await ReadItAsync(path, LargestCrontab, token) ?? files[path];
        return content with { Facts = content.Facts with { Path = path }, OtherNames = [.. names.Where(it => it != path)] };
    }

    private async Task<CronFile> FileAsync(string path, TarEntry entry, int atMost, CancellationToken token)
    {
        var bytes = new byte[entry.DataStream is null ? 0 : Math.Min(entry.Length, atMost)];
        if (bytes.Length > 0) await entry.DataStream!.ReadExactlyAsync(bytes, token);
        var facts = new FileFacts(
            name, path, entry.EntryType, entry.Mode, entry.Uid, entry.Gid, entry.Length, entry.ModificationTime,
            entry.LinkName is { Length: > 0 } target ? target : null);
        return new CronFile { Facts = facts, Bytes = bytes };
    }

    private async Task<Stream?> OpenAsync(string path, CancellationToken token)
    {
        try
        {
            return (await engine.Client.Containers.GetArchiveFromContainerAsync(id, new ContainerPathStatParameters { Path = path }, false, token)).Stream;
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest or HttpStatusCode.InternalServerError)
        {
            // 400: a part of the path that should be a folder is a file. 500: its links go round in a circle.
            return null;
        }
    }

    private static string Absolute(string target, string from)
    {
        List<string> parts = [];
        foreach (var part in (target.StartsWith('/') ? target : from[..(from.LastIndexOf('/') + 1)] + target).Split('/'))
        {
            if (part == ".." && parts.Count > 0) parts.RemoveAt(parts.Count - 1);
            else if (part is not ("" or "." or "..")) parts.Add(part);
        }

        return "/" + string.Join('/', parts);
    }
}
