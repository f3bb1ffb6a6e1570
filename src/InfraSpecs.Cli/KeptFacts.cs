using System.Globalization;
using System.Text.RegularExpressions;
using Docker.DotNet.Models;
using InfraSpecs.MySql;

namespace InfraSpecs.Cli;

/// <summary>
/// Sizes and ages of what is on an engine, from its own lists. The size of a volume is in none of them; of golden volumes it is known from when they were made.
/// </summary>
/// <param name="Now">When the engine was asked.</param>
/// <param name="Known">Size and time of making, by what the engine knows a thing by.</param>
/// <param name="Images">The images that InfraSpecs built, by their names: example/NAME:CONTENT, and its reaper.</param>
internal sealed partial record KeptFacts(DateTimeOffset Now, IReadOnlyDictionary<string, (long? Bytes, DateTimeOffset? Made)> Known, IReadOnlyList<KeptThing> Images)
{
    public static async Task<KeptFacts> ReadAsync(Engine engine, CancellationToken token)
    {
        var now = engine.Time.GetUtcNow();
        var containers = engine.Client.Containers.ListContainersAsync(new ContainersListParameters { All = true, Size = true }, token);
        var networks = engine.Client.Networks.ListNetworksAsync(new NetworksListParameters(), token);
        var volumes = engine.Client.Volumes.ListAsync(token);
        var images = await engine.Client.Images.ListImagesAsync(new ImagesListParameters { All = true }, token);
        Dictionary<string, (long?, DateTimeOffset?)> known = new(StringComparer.Ordinal);
        foreach (var it in await containers) known[it.ID] = (it.SizeRw, Utc(it.Created));
        foreach (var it in await networks) known[it.ID] = (0, Utc(it.Created));
        foreach (var it in (await volumes).Volumes ?? []) known[it.Name] = (null, DateTimeOffset.TryParse(it.CreatedAt, CultureInfo.InvariantCulture, out var made) ? made : null);
        foreach (var it in images) known[it.ID] = (it.Size, Utc(it.Created));
        var built =
            from image in images
            let name = image.RepoTags?.FirstOrDefault(tag => BuiltHere().IsMatch(tag))
            where name is not null
            orderby image.Size descending
            select new KeptThing(name, image.Size, Utc(image.Created), AgeOf(Utc(image.Created)), "kept");
        return new KeptFacts(now, known, [.. built]);

        string? AgeOf(DateTimeOffset made) => Amounts.Age(now - made) + " old";
    }

    public KeptThing Of(EngineResource it, string state)
    {
        var (bytes, made) = Known.GetValueOrDefault(it.Id);
        return new KeptThing($"{it}", bytes, made, made is { } at ? Amounts.Age(Now - at) + " old" : null, state);
    }

    public KeptThing Of(KeptVolume it, string state) =>
        new(it.Name, it.Bytes, it.IsWhole ? it.LastUsed : it.Made, it.IsWhole ? $"used {Amounts.Age(Now - it.LastUsed)} ago" : $"begun {Amounts.Age(Now - it.Made)} ago", state);

    private static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, time.Kind == DateTimeKind.Local ? DateTimeKind.Local : DateTimeKind.Utc));

    [GeneratedRegex(@"\A(?:example/[^:]+:[0-9a-f]{16}|localhost/infraspecs/.+)\z")]
    private static partial Regex BuiltHere();
}
