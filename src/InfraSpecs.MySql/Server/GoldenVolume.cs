using System.Globalization;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;

namespace InfraSpecs.MySql;

/// <summary>
/// A volume with an initialised data directory, from which new servers copy. It is a cache that outlives the session, shared by all
/// test processes of an engine; that it is whole is said by a mark, made last.
/// </summary>
internal sealed class GoldenVolume
{
    public const string MountPath = "/run/infraspecs-golden";

    /// <summary>How exactly it is known when it was last used. A mark for each server would cost each two requests.</summary>
    private static readonly TimeSpan UsesApart = TimeSpan.FromMinutes(10);

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
        (_engine, _image, Key, Name) = (engine, image, key, GoldenStock.Prefix + key);

    public string Key { get; }

    public string Name { get; }

    private Dictionary<string, string> Labels => new() { [GoldenStock.Label] = Key };

    /// <summary>The golden volume for an image and options, which is made if there is none.</summary>
    /// <returns>Null where another process began to make it and did not finish in time: then the server makes its own data.</returns>
    public static async Task<GoldenVolume?> GetAsync(Engine engine, string image, MySqlOptions options, CancellationToken token)
    {
        var facts = await engine.Client.Images.InspectImageAsync(image, token);
        var volume = new GoldenVolume(engine, facts, GoldenKey.Compute(facts.ID, options));
        return await volume.TakeAsync(token) || await GoldenBuild.RunAsync(engine, volume, image, options, token) ? volume : null;
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
        if (!await IsReadyAsync(token)) await GoldenVolumes.TryRemoveAsync(_engine, Name, token);
    }

    public async Task<bool> IsReadyAsync(CancellationToken token) => await GoldenStock.FindAsync(_engine, Key, token) is { IsWhole: true };

    /// <summary>Makes the volume without content, if there is none.</summary>
    /// <returns>By which its marks know it.</returns>
    public async Task<string> CreateAsync(CancellationToken token)
    {
        var labels = new Dictionary<string, string>(Labels) { [GoldenStock.MadeLabel] = Guid.NewGuid().ToString("N") };
        return GoldenStock.LabelOf(await CreateAsync(Name, labels, token), GoldenStock.MadeLabel);
    }

    /// <summary>Says that the content is whole, and is used now.</summary>
    /// <param name="made">What <see cref="CreateAsync(CancellationToken)"/> gave.</param>
    /// <param name="bytes">What it takes; null if that is unknown.</param>
    /// <param name="token">Ends it.</param>
    public Task MarkAsync(string made, long? bytes, CancellationToken token)
    {
        var labels = new Dictionary<string, string>(Labels) { [GoldenStock.MadeLabel] = made };
        if (bytes is { } known) labels[GoldenStock.BytesLabel] = known.ToString(CultureInfo.InvariantCulture);
        return CreateAsync($"{Name}{GoldenStock.MarkEnd}-{Guid.NewGuid().ToString("N")[..8]}", labels, token);
    }

    /// <summary>Whether it is whole; then it is noted that it is used.</summary>
    private async Task<bool> TakeAsync(CancellationToken token)
    {
        if (await GoldenStock.FindAsync(_engine, Key, token) is not { IsWhole: true } found) return false;
        if (_engine.Time.GetUtcNow() - found.LastUsed > UsesApart) await GoldenVolumes.AsideAsync(linked => MarkAgainAsync(found, linked), token);
        return true;
    }

    /// <summary>A new mark before the old ones go, so that it is whole at every moment. Those of others who do so too are left.</summary>
    private async Task MarkAgainAsync(KeptVolume found, CancellationToken token)
    {
        await MarkAsync(found.MadeId, found.Bytes, token);
        foreach (var old in found.Marks) await GoldenVolumes.TryRemoveAsync(_engine, old, token);
    }

    private Task<VolumeResponse> CreateAsync(string name, Dictionary<string, string> labels, CancellationToken token) =>
        _engine.Client.Volumes.CreateAsync(new VolumesCreateParameters { Name = name, Labels = labels }, token);
}
