using System.Formats.Tar;
using Docker.DotNet.Models;

namespace InfraSpecs.Cron;

/// <summary>Which daemon a program is, by what is in it: Debian's cron and cronie may both be called cron, and busybox is anything.</summary>
internal static class DaemonProgram
{
    private static readonly (byte[] Mark, CronDaemon Daemon)[] Marks =
    [
        ("BusyBox v"u8.ToArray(), CronDaemon.Busybox),
        ("RANDOM_DELAY"u8.ToArray(), CronDaemon.Cronie), // random delays are cronie's own
        ("Running @reboot jobs"u8.ToArray(), CronDaemon.Debian),
    ];

    /// <summary>Null for a daemon whose rules nobody knows here.</summary>
    public static CronDaemon? Identify(ReadOnlySpan<byte> program)
    {
        foreach (var (mark, daemon) in Marks)
        {
            if (program.IndexOf(mark) >= 0) return daemon;
        }

        return null;
    }

    /// <summary>Reads the program in the container, and says which daemon it is.</summary>
    public static async Task<CronDaemon?> IdentifyAsync(Engine engine, string container, string path, CancellationToken token)
    {
        var archive = await engine.Client.Containers.GetArchiveFromContainerAsync(container, new ContainerPathStatParameters { Path = path }, false, token);
        await using var stream = archive.Stream!;
        await using var tar = new TarReader(stream);
        if ((await tar.GetNextEntryAsync(copyData: false, token))?.DataStream is not { } data) return null;
        using var program = new MemoryStream();
        await data.CopyToAsync(program, token);
        return Identify(program.GetBuffer().AsSpan(0, (int)program.Length));
    }
}
