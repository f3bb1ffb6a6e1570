using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace InfraSpecs.Swarm;

/// <summary>What a kept cluster depends on, as a short text: the same images and options make the same cluster. Deadlines and images to preload are no
/// part of it; the latter are looked after each time.</summary>
internal static class ReuseKey
{
    // Changes when the way in which clusters are made does.
    private const string Form = "1";

    /// <param name="imageId">The digest of the nodes' image; a tag may mean another image tomorrow.</param>
    /// <param name="options">The options.</param>
    /// <returns>Twenty hexadecimal digits.</returns>
    public static string Compute(string imageId, SwarmOptions options)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        AddAll(Form, imageId, Text(options.Managers), Text(options.Workers), Text(options.NodeCpus), Text(options.NodeMemory), Text(options.DispatcherHeartbeat?.Ticks));
        AddAll([.. options.EngineArguments]);
        AddAll([.. options.ManagerPorts.Select(it => Text(it))]);
        AddAll([.. options.WorkerPorts.Select(it => Text(it))]);
        AddAll(options.Registry.Image, options.Registry.HostFolder ?? "");
        AddPairs(options.Registry.Users);
        foreach (var (node, limits) in options.NodeLimits.OrderBy(it => it.Key, StringComparer.Ordinal)) AddAll(node, Text(limits.Cpus), Text(limits.Memory));
        foreach (var (node, labels) in options.NodeLabels.OrderBy(it => it.Key, StringComparer.Ordinal))
        {
            AddAll(node);
            AddPairs(labels);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..20];

        void AddPairs(IReadOnlyDictionary<string, string> pairs) =>
            AddAll([.. pairs.OrderBy(it => it.Key, StringComparer.Ordinal).SelectMany(it => new[] { it.Key, it.Value })]);

        // Lengths before the contents, so that no two lists read alike.
        void AddAll(params string[] texts)
        {
            hash.AppendData(BitConverter.GetBytes(texts.Length));
            foreach (var bytes in texts.Select(Encoding.UTF8.GetBytes))
            {
                hash.AppendData(BitConverter.GetBytes(bytes.Length));
                hash.AppendData(bytes);
            }
        }
    }

    private static string Text(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";
}
