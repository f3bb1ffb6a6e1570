using System.Formats.Tar;
using System.Security.Cryptography;
using Docker.DotNet;
using Docker.DotNet.Models;
using InfraSpecs.Internal;

namespace InfraSpecs;

/// <summary>An image of one static file, which the package carries, and nothing else. An engine gets it from here, once, and keeps it.</summary>
/// <param name="name">The program's: "reaper".</param>
/// <param name="changes">What the image's configuration has beside the entry point.</param>
internal sealed class ProgramImage(string name, params string[] changes)
{
    // The host keeps Testcontainers' prefix for Docker Hub away, and every registry that is not of this machine.
    private const string Host = "localhost/infraspecs";
    private const string System = "linux";
    private const UnixFileMode Executable = (UnixFileMode)0b101_101_101;

    private readonly string[] _configuration = [$"ENTRYPOINT [\"/{name}\"]", .. changes];

    /// <summary>Where it is in the image.</summary>
    public string Program => $"/{name}";

    private string Repository => $"{Host}/{name}";

    /// <returns>The image's name on the engine; or why there is none.</returns>
    public async Task<(string? Name, string? Why)> EnsureAsync(IDockerClient client, CancellationToken token)
    {
        try
        {
            var engine = await client.System.GetVersionAsync(token);
            if (engine.Os != System || !EmbeddedFile.Exists(Resource(engine.Arch))) return (null, $"InfraSpecs was built without one for {engine.Os}/{engine.Arch}");
            var program = EmbeddedFile.Read(Resource(engine.Arch));
            var tag = Convert.ToHexStringLower(SHA256.HashData([.. program, .. _configuration.SelectMany(it => it).Select(it => (byte)it)]))[..16];
            var image = $"{Repository}:{tag}";
            return await ImagePull.HasAsync(client, image, token) || await ImportAsync(client, tag, program, token) is not { } failure ? (image, null) : (null, failure);
        }
        catch (DockerApiException e)
        {
            return (null, EngineMessage.Of(e));
        }
    }

    private async Task<string?> ImportAsync(IDockerClient client, string tag, byte[] program, CancellationToken token)
    {
        using var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, TarEntryFormat.Ustar, leaveOpen: true))
        {
            var entry = new UstarTarEntry(TarEntryType.RegularFile, name) { Mode = Executable, DataStream = new MemoryStream(program), ModificationTime = DateTimeOffset.UnixEpoch };
            await writer.WriteEntryAsync(entry, token);
        }

        tar.Position = 0;
        string? failure = null;
        var progress = new SynchronousProgress<JSONMessage>(message => failure = message.Error?.Message ?? failure);
        var import = new ImagesCreateParameters { FromSrc = "-", Repo = Repository, Tag = tag, Changes = [.. _configuration] };
        await client.Images.CreateImageAsync(import, tar, null, progress, token);
        return failure;
    }

    private string Resource(string machine) => $"{name}/{machine}/{name}";
}
