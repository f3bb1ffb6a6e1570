using System.Text;
using InfraSpecs.Images.Tree;

namespace InfraSpecs.Images.Packages;

/// <summary>The lines of a database that is a text, with paths as those of an image's files are.</summary>
internal static class DatabaseText
{
    public static IEnumerable<string> Lines(ReadOnlyMemory<byte> content)
    {
        while (content.Length > 0)
        {
            var end = content.Span.IndexOf((byte)'\n');
            yield return Decode((end < 0 ? content : content[..end]).Span);
            content = end < 0 ? default : content[(end + 1)..];
        }
    }

    /// <summary>The paragraphs, which empty lines divide.</summary>
    public static IEnumerable<IReadOnlyList<string>> Paragraphs(ReadOnlyMemory<byte> content)
    {
        var lines = new List<string>();
        foreach (var line in Lines(content).Append(""))
        {
            if (line.Length > 0)
            {
                lines.Add(line);
                continue;
            }

            if (lines.Count > 0) yield return lines;
            lines = [];
        }
    }

    public static string Decode(ReadOnlySpan<byte> bytes) => Ascii.IsValid(bytes) ? Encoding.ASCII.GetString(bytes) : PathText.Read(bytes);
}
