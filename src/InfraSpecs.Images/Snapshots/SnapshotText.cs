using System.Globalization;
using System.Text;

namespace InfraSpecs.Images.Snapshots;

/// <summary>Writes a snapshot's text. Columns have a fixed least width, so that a new line moves no other.</summary>
internal static class SnapshotText
{
    public const string Header = "# InfraSpecs image snapshot 1";
    public const string Unknown = "not known: ";
    private static readonly NumberFormatInfo Thin = new() { NumberGroupSeparator = " ", NumberDecimalDigits = 0 };

    public static string Write(ImageFacts facts)
    {
        var text = new StringBuilder(Header).Append('\n');
        if (facts.Config is { } config) Section(text, "config", config.Select(it => $"{it.Key,-11} {it.Value}"));
        if (facts.Packages is { } packages) Write(text, packages, facts.PackagesUnknown);
        if (facts.Special is { } special) Section(text, "special", special.Select(it => $"{FileFact.Octal(it.Mode)} {it.Owner,-7} {Name(it.Path),-40}  {it.Traits}"));
        if (facts.Files is { } files) Section(text, "files", files.Select(Line));
        if (facts.Generated is { } groups) Section(text, "generated", groups.Select(it => $"{it.Name,-36} {it.Count,6}  {it.Digest}"));
        if (facts.Size is { } size) Section(text, "size", [$"files {size.Visible.ToString("N", Thin)}", $"overwritten or deleted {size.Hidden.ToString("N", Thin)}"]);
        return text.ToString();
    }

    /// <summary>A path, or a value, so that it neither ends its line nor runs into the next column.</summary>
    public static string Name(string path)
    {
        var shown = string.Concat(SnapshotParser.Escaped(path).Replace("->", @"-\x3E", StringComparison.Ordinal).Select(it => it is < ' ' or '\x7F' ? $@"\x{(int)it:X2}" : it.ToString()));
        return shown.EndsWith(' ') ? shown[..^1] + @"\x20" : shown;
    }

    private static void Write(StringBuilder text, IReadOnlyList<PackageFact> packages, string? unknown)
    {
        if (packages.Count == 0 || unknown is not null) Section(text, "packages", unknown is null ? [] : [Unknown + unknown]);
        foreach (var kind in packages.GroupBy(it => it.Kind))
        {
            Section(text, $"packages {Word(kind.Key)} {kind.Count()}", kind.Select(it => $"{it.Name,-27} {it.Version,-27} {it.Architecture,-6} {it.Count,5}  {it.Digest}"));
        }
    }

    private static string Line(FileFact file)
    {
        var name = Name(file.Path);
        return file.Kind switch
        {
            ImageFileKind.SymbolicLink => $"link {file.Owner,-7} {name} -> {Name(file.Link ?? "")}",
            ImageFileKind.Directory => $"{file.OctalMode} {file.Owner,-7} {name}/",
            ImageFileKind.File => string.Create(CultureInfo.InvariantCulture, $"{file.OctalMode} {file.Owner,-7} {name,-50} {file.Size,9}  {file.Digest}"),
            _ => $"{file.OctalMode} {file.Owner,-7} {name}  {FileFact.KindName(file.Kind)}",
        };
    }

    private static void Section(StringBuilder text, string name, IEnumerable<string> lines)
    {
        text.Append('[').Append(name).Append("]\n");
        foreach (var line in lines) text.Append(line.TrimEnd()).Append('\n');
    }

    private static string Word(PackageKind kind) => kind switch
    {
        PackageKind.Apk => "apk",
        PackageKind.Dpkg => "dpkg",
        _ => "rpm",
    };
}
