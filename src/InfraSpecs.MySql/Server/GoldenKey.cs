using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace InfraSpecs.MySql;

/// <summary>What new data depends on, as a short text: the same image and options make the same data.</summary>
internal static class GoldenKey
{
    // Changes when the way in which templates are made does.
    private const string Form = "3";

    /// <summary>What new data does not depend on. Whatever else the options get counts by itself.</summary>
    private static readonly HashSet<string> Without =
    [
        // By its digest.
        nameof(MySqlOptions.Image),
        nameof(MySqlOptions.Data), nameof(MySqlOptions.Golden), nameof(MySqlOptions.ReadyWithin), nameof(MySqlOptions.PublishOnAllAddresses), nameof(MySqlOptions.Configure),
    ];

    private static readonly PropertyInfo[] Counted =
        [.. typeof(MySqlOptions).GetProperties().Where(it => !Without.Contains(it.Name)).OrderBy(it => it.Name, StringComparer.Ordinal)];

    /// <param name="imageId">The image's digest; a tag may mean another image tomorrow.</param>
    /// <param name="options">The options.</param>
    /// <returns>Twenty hexadecimal digits.</returns>
    public static string Compute(string imageId, MySqlOptions options)
    {
        // All servers of an engine have the same password there, and none has it as an option.
        var own = options.IsRootTheEngines ? options with { RootPassword = "" } : options;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(Form);
        Add(imageId);
        foreach (var property in Counted)
        {
            Add(property.Name);
            var parts = PartsOf(property, property.GetValue(own)).ToList();
            Add($"{parts.Count}");
            parts.ForEach(AddBytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..20];

        void Add(string text) => AddBytes(Encoding.UTF8.GetBytes(text));

        // The length before the content, so that no two lists read alike.
        void AddBytes(byte[] content)
        {
            hash.AppendData(BitConverter.GetBytes(content.Length));
            hash.AppendData(content);
        }
    }

    private static IEnumerable<byte[]> PartsOf(PropertyInfo property, object? value) => value switch
    {
        null => [],
        string or bool => Texts($"{value}"),
        IReadOnlyList<string> list => Texts([.. list]),
        IReadOnlyDictionary<string, string> pairs => Texts([.. pairs.OrderBy(it => it.Key, StringComparer.Ordinal).SelectMany(it => new[] { it.Key, it.Value })]),
        IReadOnlyList<InitScript> scripts => scripts.OrderBy(it => it.Name, StringComparer.Ordinal).SelectMany(it => Texts(it.Name).Append(it.Content.ToArray())),
        _ => throw new NotSupportedException($"MySqlOptions.{property.Name} is of a type that the key of a golden volume cannot count."),
    };

    private static IEnumerable<byte[]> Texts(params string[] texts) => texts.Select(Encoding.UTF8.GetBytes);
}
