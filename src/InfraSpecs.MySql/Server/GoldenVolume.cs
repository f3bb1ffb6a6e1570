using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;

namespace InfraSpecs.MySql;

/// <summary>
/// A volume with an initialised data directory, from which new servers copy. It is a cache that outlives the session, shared by all
/// test processes of an engine; that it is whole is said by a second volume, made last, whose name ends in "-ready".
/// </summary>
internal sealed class GoldenVolume
{
    /// <summary>The label of golden volumes, with the key as its value. They carry no session's, so that no clean-up takes them.</summary>
    public const string Label = "infraspecs.golden";

    public const string Prefix = "infraspecs-golden-";
    public const string ReadyEnd = "-ready";
    public const string MountPath = "/run/infraspecs-golden";

    // Copies in the server's own container and before the server, so that no other container has to be started for it. A copy
    // that was cut short is seen by its mark, and made again.
    private const string FillScript = """
        set -e
        from=$1/data to=$2 mark=$2/.infraspecs-copying
        shift 2
        if [ -d "$from" ] && { [ -e "$mark" ] || [ -z "$(ls -A "$to" 2>/dev/null)" ]; }; then
          mkdir -p "$to"
          if [ -e "$mark" ]; then find "$to" -mindepth 1 -maxdepth 1 ! -name .infraspecs-copying -exec rm -rf {} +; fi
          : > "$mark"
          cp -a "$from/." "$to/"
          rm "$mark"
          echo "InfraSpecs: the data is a copy of a golden volume" >&2
        fi
        exec "$@"
        """;

    private readonly Engine _engine;

    private readonly ImageInspectResponse _image;

    private GoldenVolume(Engine engine, ImageInspectResponse image, string key) =>
        (_engine, _image, Key, Name) = (engine, image, key, Prefix + key);

    public string Key { get; }

    public string Name { get; }

    private string ReadyName => Name + ReadyEnd;

    private Dictionary<string, string> Labels => new() { [Label] = Key };

    /// <summary>The golden volume for an image and options, which is made if there is none.</summary>
    /// <returns>Null where another process began to make it and did not finish in time: then the server makes its own data.</returns>
    public static async Task<GoldenVolume?> GetAsync(Engine engine, string image, MySqlOptions options, CancellationToken token)
    {
        var facts = await engine.Client.Images.InspectImageAsync(image, token);
        var volume = new GoldenVolume(engine, facts, GoldenKey.Compute(facts.ID, options));
        return await volume.IsReadyAsync(token) || await GoldenBuild.RunAsync(engine, volume, image, options, token) ? volume : null;
    }

    /// <summary>Makes a container fill its data directory, if that is empty, before its server starts.</summary>
    public ContainerBuilder Fill(ContainerBuilder builder, string dataDirectory) =>
        builder.WithLabelledVolume(Name, MountPath, Labels, readOnly: true).WithCreateParameterModifier(create =>
        {
            // An entrypoint of one's own takes the image's command away.
            var command = create.Cmd is { Count: > 0 } given ? given : _image.Config?.Cmd ?? [];
            var entrypoint = create.Entrypoint is { Count: > 0 } own ? own : _image.Config?.Entrypoint ?? [];
            create.Entrypoint = ["sh", "-c", FillScript, "sh", MountPath, dataDirectory, .. entrypoint];
            create.Cmd = command;
        });

    /// <summary>Removes it if it is not whole and nobody is making it: what a failed build left.</summary>
    public async Task RemoveUnlessReadyAsync(CancellationToken token)
    {
        if (!await ExistsAsync(_engine.Client, ReadyName, token)) await GoldenVolumes.TryRemoveAsync(_engine, Name, token);
    }

    /// <summary>Both volumes, since somebody may have removed the one and not the other.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken token) =>
        (await Task.WhenAll(ExistsAsync(_engine.Client, ReadyName, token), ExistsAsync(_engine.Client, Name, token))).All(exists => exists);

    /// <summary>Makes the volume without content, if there is none.</summary>
    public Task CreateAsync(CancellationToken token) => CreateAsync(Name, token);

    /// <summary>Says that the content is whole.</summary>
    public Task MarkReadyAsync(CancellationToken token) => CreateAsync(ReadyName, token);

    private Task<VolumeResponse> CreateAsync(string name, CancellationToken token) => _engine.Client.Volumes.CreateAsync(
        new VolumesCreateParameters { Name = name, Labels = Labels }, token);

    private static async Task<bool> ExistsAsync(IDockerClient client, string name, CancellationToken token)
    {
        try
        {
            await client.Volumes.InspectAsync(name, token);
            return true;
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            return false;
        }
    }
}
