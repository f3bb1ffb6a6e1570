using System.Text;
using Docker.DotNet.Models;

namespace InfraSpecs.Time;

/// <summary>The program that a container starts with, found in it before it is started, or that a process in it runs.</summary>
/// <param name="Path">Its file; as the command names it where it is not found.</param>
/// <param name="Head">What it is; null for what is no program of this kind.</param>
internal sealed record EntryProgram(string Path, ElfHead? Head)
{
    // A script's interpreter can be a script: as the kernel, but with an end.
    private const int MostSteps = 12;
    private const string DefaultPath = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>Why no clock reaches it; null where one does.</summary>
    public string? OutOfReach => Head switch
    {
        { IsGo: true } => "a Go program, and Go asks the kernel itself what time it is",
        { Interpreter: null } => "a static program, and those ask the kernel itself what time it is",
        _ => null,
    };

    /// <param name="engine">The engine.</param>
    /// <param name="container">The container.</param>
    /// <param name="config">Its folder and its PATH.</param>
    /// <param name="command">The program as a command line names it.</param>
    /// <param name="token">Ends the look-up.</param>
    public static async Task<EntryProgram> FindAsync(Engine engine, string container, ContainerConfig config, string command, CancellationToken token)
    {
        foreach (var candidate in Candidates(command, config))
        {
            if (await ReadAsync(engine, container, candidate, token) is { } found) return found;
        }

        return new EntryProgram(command, null);
    }

    private static IEnumerable<string> Candidates(string command, ContainerConfig config)
    {
        if (command.StartsWith('/')) return [command];
        if (command.Contains('/')) return [$"{config.WorkingDir?.TrimEnd('/')}/{command}"];
        var path = (config.Env ?? []).LastOrDefault(it => it.StartsWith("PATH=", StringComparison.Ordinal)) ?? DefaultPath;
        return path["PATH=".Length..].Split(':', StringSplitOptions.RemoveEmptyEntries).Select(folder => $"{folder.TrimEnd('/')}/{command}");
    }

    /// <returns>Null if there is no such file.</returns>
    private static async Task<EntryProgram?> ReadAsync(Engine engine, string container, string path, CancellationToken token)
    {
        var archive = new ContainerArchive(engine, container, container);
        for (var step = 0; step < MostSteps; step++)
        {
            if (await AskAsync(path) is not { IsLink: false } file) return null;
            var head = file.Bytes.ToArray();
            if (Shebang(head) is not { } interpreter) return new EntryProgram(file.RealPath, ElfHead.Read(head));
            path = interpreter;
        }

        return null;

        Task<ArchivedFile?> AskAsync(string file) => ContainerEnd.AskEitherAsync(
            engine.Client, engine.Time, container, () => archive.ReadAsync(file, ContainerArchive.HeadSize, token), token);
    }

    private static string? Shebang(byte[] head)
    {
        if (!head.AsSpan().StartsWith("#!"u8)) return null;
        var line = Encoding.UTF8.GetString(head.AsSpan(2, Math.Min(head.Length - 2, 256))).Split('\n')[0].Trim();
        return line.Split(' ', '\t')[0];
    }
}
