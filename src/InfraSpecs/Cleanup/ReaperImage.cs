using System.Formats.Tar;
using System.Security.Cryptography;
using Docker.DotNet;
using Docker.DotNet.Models;
using InfraSpecs.Internal;

namespace InfraSpecs.Cleanup;

/// <summary>The image of the reaper: one static file, which the package carries, and nothing else. An engine gets it from here, once, and keeps it.</summary>
internal static class ReaperImage
{
    public const string Program = "/reaper";

    // The host keeps Testcontainers' prefix for Docker Hub away, and every registry that is not of this machine.
    private const string Repository = "localhost/infraspecs/reaper";
    private const string System = "linux";
    private const UnixFileMode Executable = (UnixFileMode)0b101_101_101;

    /// <summary>As process 1 it would hear no other signal, and an engine that stops would wait for it.</summary>
    private static readonly string[] Configuration = [$"ENTRYPOINT [\"{Program}\"]", "STOPSIGNAL SIGKILL"];

    /// <returns>The image's name on the engine; or why there is none.</returns>
    public static async Task<(string? Name, string? Why)> EnsureAsync(IDockerClient client, CancellationToken token)
    {
        try
        {
            var engine = await client.System.GetVersionAsync(token);
            if (engine.Os != System || !EmbeddedFile.Exists(Resource(engine.Arch))) return (null, $"InfraSpecs was built without one for {engine.Os}/{engine.Arch}");
            var program = EmbeddedFile.Read(Resource(engine.Arch));
            var tag = Convert.ToHexStringLower(SHA256.HashData([.. program, .. Configuration.SelectMany(it => it).Select(it => (byte)it)]))[..16];
            var name = $"{Repository}:{tag}";
            return await ImagePull.HasAsync(client, name, token) || await ImportAsync(client, tag, program, token) is not { } failure ? (name, null) : (null, failure);
        }
        catch (DockerApiException e)
        {
            return (null, EngineMessage.Of(e));
        }
    }

    private static async Task<string?> ImportAsync(IDockerClient client, string tag, byte[] program, CancellationToken token)
    {
        using var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, TarEntryFormat.Ustar, leaveOpen: true))
        {
            var entry = new UstarTarEntry(TarEntryType.RegularFile, Program[1..]) { Mode = Executable, DataStream = new MemoryStream(program), ModificationTime = DateTimeOffset.UnixEpoch };
            await writer.WriteEntryAsync(entry, token);
        }

        tar.Position = 0;
        string? failure = null;
        var progress = new SynchronousProgress<JSONMessage>(message => failure = message.Error?.Message ?? failure);
        var import = new ImagesCreateParameters { FromSrc = "-", Repo = Repository, Tag = tag, Changes = [.. Configuration] };
        await client.Images.CreateImageAsync(import, tar, null, progress, token);
        return failure;
    }

    private static string Resource(string machine) => $"reaper/{machine}/reaper";
}
