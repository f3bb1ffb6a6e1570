using System.IO.Compression;
using System.Text;

namespace InfraSpecs.Report;

/// <summary>What is shown when somebody opens it.</summary>
internal static class Folded
{
    public static Html Of(string title, string tag, Html content, bool open = false)
    {
        var html = open ? Html.Of($"<details open><summary>{title}") : Html.Of($"<details><summary>{title}");
        if (tag.Length > 0) html.Add($""" <span class="tag">{tag}</span>""");
        return html.Add($"</summary>{content}</details>\n");
    }

    /// <summary>Text that the page carries compressed, and inflates when it is opened. Without script a sentence stands there.</summary>
    public static Html Compressed(string title, string tag, string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return Html.Of($"""<details data-gz="{Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length)}"><summary>{title} <span class="tag">{tag}</span></summary>""")
            .Add($"""<pre tabindex="0">This part is compressed, and needs a script to be shown. It is whole in the run's file.</pre></details>""").Add($"\n");
    }
}
