using System.Formats.Tar;
using System.Text;

namespace InfraSpecs.Swarm;

/// <summary>A compose file and the files that it names, as one folder that can be sent to a manager: relative names mean there what they mean here.</summary>
/// <param name="Compose">The compose file's path in it, with "/".</param>
/// <param name="Sources">What is in the other files, by their paths in it.</param>
/// <param name="Text">What the compose file says.</param>
internal sealed record StackFolder(string Compose, IReadOnlyDictionary<string, byte[]> Sources, string Text)
{
    public string Folder => Compose[..(Compose.LastIndexOf('/') + 1)];

    /// <exception cref="StackException">A file is not there, is no regular one or too large, or is named so that it cannot be found on another machine.</exception>
    public static async Task<StackFolder> ReadAsync(ComposeFile file, CancellationToken token)
    {
        foreach (var mount in file.RelativeMounts) throw StackException.RelativeMount(file, mount);
        var here = Path.GetDirectoryName(Path.GetFullPath(file.Path))!;
        var files = file.Files.ToList();

        // As deep as it takes for "../../shared/password.txt" to stay inside.
        var folder = string.Concat(Enumerable.Range(0, files.Select(it => it.Named.Split('/').Count(step => step == "..")).DefaultIfEmpty().Max()).Select(_ => "_/"));
        var sources = new Dictionary<string, byte[]>();
        foreach (var named in files)
        {
            if (Path.IsPathRooted(named.Named)) throw StackException.AbsolutePath(file, named);
            if (sources.ContainsKey(Inside(folder + named.Named))) continue;
            var source = await RegularFile.ReadAsync(Path.GetFullPath(Path.Combine(here, named.Named)), token);
            sources[Inside(folder + named.Named)] = source.Content ?? throw StackException.Unreadable(file, named, source.WhyNot);
        }

        return new StackFolder(folder + "compose.yml", sources, file.Text);
    }

    /// <summary>As an archive, of files that only their owner reads.</summary>
    /// <param name="more">Further files: their paths and what is in them.</param>
    /// <param name="token">Ends the reading.</param>
    public async Task<Stream> PackAsync(IReadOnlyDictionary<string, string> more, CancellationToken token)
    {
        var archive = new MemoryStream();
        await using (var tar = new TarWriter(archive, leaveOpen: true))
        {
            foreach (var (path, text) in more.Append(new(Compose, Text))) await AddAsync(path, Encoding.UTF8.GetBytes(text));
            foreach (var (path, content) in Sources) await AddAsync(path, content);

            Task AddAsync(string path, byte[] content) => tar.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.RegularFile, path) { Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite, DataStream = new MemoryStream(content) }, token);
        }

        archive.Position = 0;
        return archive;
    }

    private static string Inside(string path)
    {
        List<string> steps = [];
        foreach (var step in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(it => it != "."))
        {
            if (step == "..") steps.RemoveAt(steps.Count - 1);
            else steps.Add(step);
        }

        return string.Join('/', steps);
    }
}
