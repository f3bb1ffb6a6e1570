using System.IO.Compression;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Volumes;

/// <summary>
/// One export: tar in a helper container, gzip here. The engine's own archive of a path would be faster, but it leaves out what it cannot
/// read without a word, where tar exits 1.
/// </summary>
internal static class VolumeExport
{
    private const long ReportEach = 4 << 20;

    public static async Task<VolumeArchive> RunAsync(
        DataVolumeContainer data, Stream archive, string name, VolumeExportOptions options, CancellationToken token)
    {
        options.Validate();
        var image = await data.Engine.Images.GetAsync("busybox", token);
        await using var helper = await data.Engine.StartAsync(
            data.Engine.NewContainer(image, "tar").WithVolumesFrom(data, readOnly: true).WithEntrypoint("sleep").WithCommand("2147483647"), token);
        return await VolumeQuiet.DuringAsync(data, options, () => CopyAsync(data, helper.Id, archive, name, options, token), token);
    }

    private static async Task<VolumeArchive> CopyAsync(
        DataVolumeContainer data, string helper, Stream archive, string name, VolumeExportOptions options, CancellationToken token)
    {
        var rules = new ArchiveRules((_, what, _) => VolumeException.NotATar(data, what, null));
        var walker = new TarWalker(rules);
        using var hashed = new HashedStream(archive);
        List<byte> complaints = [];
        long exitCode;
        await using (var gzip = new GZipStream(hashed, new ZLibCompressionOptions { CompressionLevel = options.GzipLevel }, leaveOpen: true))
        {
            exitCode = await RunTarAsync(data, helper, TakeAsync, complaints, token);

            async ValueTask TakeAsync(ReadOnlyMemory<byte> bytes)
            {
                var reported = walker.Offset / ReportEach;
                walker.Feed(bytes.Span);
                await gzip.WriteAsync(bytes, token);
                if (walker.Offset / ReportEach > reported) Report();
            }
        }

        await hashed.FlushAsync(token);
        var said = Encoding.UTF8.GetString([.. complaints]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (exitCode != 0) throw VolumeException.TarFailed(data, exitCode, said);
        if (!walker.HasEnded) throw VolumeException.EndedEarly(data, walker.Offset);
        Report();
        return VolumeArchive.Read(name, rules, hashed);

        void Report() => options.Progress?.Report(new VolumeExportProgress(rules.Entries, walker.Offset, hashed.Count));
    }

    private static async Task<long> RunTarAsync(
        DataVolumeContainer data, string helper, Func<ReadOnlyMemory<byte>, ValueTask> take, List<byte> complaints, CancellationToken token)
    {
        var client = data.Engine.Client;
        var exec = await client.Exec.CreateContainerExecAsync(helper, new ContainerExecCreateParameters
        {
            AttachStdout = true,
            AttachStderr = true,
            User = "0",
            Cmd = ["tar", "-c", "-f", "-", "-C", "/", "--", data.Path[1..]],
        }, token);
        using var output = await client.Exec.StartContainerExecAsync(exec.ID, new ContainerExecStartParameters(), token);
        await using var closing = token.Register(output.Dispose); // ends a read that waits
        var buffer = new byte[ArchiveReader.BufferSize];
        try
        {
            while (await output.ReadOutputAsync(buffer, 0, buffer.Length, token) is { Count: > 0 } read)
            {
                if (read.Target == MultiplexedStream.TargetStream.StandardOut) await take(buffer.AsMemory(0, read.Count));
                else if (complaints.Count < buffer.Length) complaints.AddRange(buffer.AsSpan(0, read.Count));
            }
        }
        catch (TarBrokenException e)
        {
            throw VolumeException.NotATar(data, e.Message, e);
        }
        catch (Exception e) when (e is not OperationCanceledException && token.IsCancellationRequested)
        {
            throw new OperationCanceledException($"The export of the volume at {data} was cancelled.", e, token);
        }

        return await ExecEnd.ExitCodeAsync(client, exec.ID, "tar", token);
    }
}
