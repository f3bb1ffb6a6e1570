using System.Net;
using System.Text.RegularExpressions;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Registry;

/// <summary>Giving back what no image needs any more.</summary>
internal static partial class GarbageCollector
{
    private const string Config = "/etc/docker/registry/config.yml";

    public static async Task<GarbageReport> RunAsync(RunningRegistry registry, CancellationToken token)
    {
        using var alone = await registry.Transfers.LockAsync(token);
        await SignalAsync(registry, "SIGSTOP");
        try
        {
            return await CollectStoppedAsync(registry);
        }
        finally
        {
            await SignalAsync(registry, "SIGCONT");
        }
    }

    /// <summary>What the command says it would remove is what is looked for before and after.</summary>
    private static async Task<GarbageReport> CollectStoppedAsync(RunningRegistry registry)
    {
        var settings = (await registry.Engine.Client.Containers.InspectContainerAsync(registry.Container.Id, CancellationToken.None)).Config!;
        var config = settings.Cmd?.LastOrDefault(argument => argument.EndsWith(".yml", StringComparison.Ordinal)) ?? Config;
        var root = registry.Options.StoragePath.TrimEnd('/') + "/docker/registry/v2";

        // A registry that was never pushed to has no such folder, and its command takes that for an error.
        if (await FactsAsync(registry, root + "/repositories") is null) return GarbageReport.Nothing;
        var planned = await RunCommandAsync(registry, "--dry-run", config);
        if (!Summary().IsMatch(planned.Output)) throw RegistryException.GarbageNotCollected(registry.Container.Name, "it did not say what it would remove", planned);
        var before = await SizesAsync(Blob().Matches(planned.Output).Select(match => match.Groups["digest"].Value));
        if (before.Count == 0) return GarbageReport.Nothing;
        await RunCommandAsync(registry, config);
        var after = await SizesAsync(before.Keys);
        var freed = before.Where(blob => !after.ContainsKey(blob.Key)).ToList();
        return new GarbageReport([.. freed.Select(blob => blob.Key)], freed.Sum(blob => blob.Value));

        async Task<Dictionary<string, long>> SizesAsync(IEnumerable<string> digests)
        {
            var sizes = await Task.WhenAll(digests.Distinct().Select(async digest => (Digest: digest, Facts: await FactsAsync(registry, PathOf(root, digest)))));
            return sizes.Where(it => it.Facts is not null).ToDictionary(it => it.Digest, it => it.Facts!.Size);
        }
    }

    private static async Task<ExecOutcome> RunCommandAsync(RunningRegistry registry, params string[] arguments)
    {
        var outcome = await registry.Container.ExecAsync(["registry", "garbage-collect", .. arguments], new ExecOptions(), CancellationToken.None);
        return outcome.ExitCode == 0 ? outcome : throw RegistryException.GarbageNotCollected(registry.Container.Name, $"its command exited with code {outcome.ExitCode}", outcome);
    }

    private static Task<FileFacts?> FactsAsync(RunningRegistry registry, string path) =>
        registry.Container.FindFileAsync(path, CancellationToken.None);

    private static async Task SignalAsync(RunningRegistry registry, string signal)
    {
        try
        {
            await registry.Engine.Client.Containers.KillContainerAsync(registry.Container.Id, new ContainerKillParameters { Signal = signal }, CancellationToken.None);
        }
        catch (DockerApiException) when (signal == "SIGCONT")
        {
            return; // it was stopped or removed meanwhile, and what that did to the collection has been said already
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.NotFound)
        {
            await registry.ThrowIfEndedAsync(CancellationToken.None);
            throw RegistryException.Unreachable(registry.Container.Name, null, EngineMessage.Of(e), e);
        }
    }

    /// <summary>Where the filesystem driver keeps a blob.</summary>
    private static string PathOf(string root, string digest)
    {
        var (algorithm, hex) = (digest.Split(':')[0], digest.Split(':')[1]);
        return $"{root}/blobs/{algorithm}/{hex[..2]}/{hex}/data";
    }

    [GeneratedRegex(@"^\d+ blobs marked, \d+ blobs and \d+ manifests eligible for deletion", RegexOptions.Multiline)]
    private static partial Regex Summary();

    [GeneratedRegex(@"^blob eligible for deletion: (?<digest>sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})", RegexOptions.Multiline)]
    private static partial Regex Blob();
}
