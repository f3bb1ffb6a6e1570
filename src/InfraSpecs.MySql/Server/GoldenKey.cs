using System.Security.Cryptography;
using System.Text;

namespace InfraSpecs.MySql;

/// <summary>What new data depends on, as a short text: the same image and options make the same data.</summary>
internal static class GoldenKey
{
    // Changes when the way in which templates are made does.
    private const string Form = "2";

    /// <param name="imageId">The image's digest; a tag may mean another image tomorrow.</param>
    /// <param name="options">The options.</param>
    /// <returns>Twenty hexadecimal digits.</returns>
    public static string Compute(string imageId, MySqlOptions options)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(Form);
        Add(imageId);
        Add(options.Database ?? "");
        Add(options.User ?? "");
        Add(options.Password);
        Add(options.IsRootTheEngines ? "" : options.RootPassword);
        Add($"{options.AllowEmptyPassword}");
        Add(options.DataDirectory);
        Add($"{options.Arguments.Count}");
        foreach (var argument in options.Arguments) Add(argument);
        Add($"{options.Environment.Count}");
        foreach (var (name, value) in options.Environment.OrderBy(it => it.Key, StringComparer.Ordinal))
        {
            Add(name);
            Add(value);
        }

        foreach (var script in options.InitScripts.OrderBy(it => it.Name, StringComparer.Ordinal))
        {
            Add(script.Name);
            AddBytes(script.Content.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..20];

        void Add(string text) => AddBytes(Encoding.UTF8.GetBytes(text));

        // The length before the content, so that no two lists read alike.
        void AddBytes(ReadOnlySpan<byte> content)
        {
            hash.AppendData(BitConverter.GetBytes(content.Length));
            hash.AppendData(content);
        }
    }
}
