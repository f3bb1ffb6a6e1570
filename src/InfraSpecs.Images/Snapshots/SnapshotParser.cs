using System.Globalization;
using System.Text.RegularExpressions;

namespace InfraSpecs.Images.Snapshots;

/// <summary>Reads a snapshot's text back.</summary>
internal sealed partial class SnapshotParser
{
    private readonly List<ConfigFact> _config = [];
    private readonly List<PackageFact> _packages = [];
    private readonly List<SpecialFact> _special = [];
    private readonly List<FileFact> _files = [];
    private readonly List<GroupFact> _groups = [];
    private readonly Dictionary<string, int> _opened = [];
    private readonly HashSet<(string Section, string Subject)> _subjects = [];
    private (long Visible, long Hidden) _size;
    private string _section = "";
    private string _kind = "";
    private string? _unknownPackages;

    public static ImageFacts Parse(string text)
    {
        var lines = text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
        if (lines[0].Trim() != SnapshotText.Header) throw ImageTestException.SnapshotInvalid(1, Cut(lines[0]), $"is not '{SnapshotText.Header}'");
        var parser = new SnapshotParser();
        for (var number = 1; number < lines.Length; number++)
        {
            var line = lines[number].TrimEnd();
            if (line.Length == 0 || line[0] == '#') continue;
            if (!parser.Read(line)) throw ImageTestException.SnapshotInvalid(number + 1, Cut(line), parser._section.Length == 0 ? "is in no section" : $"is none of section [{parser._section}]");
            if (line[0] == '[') parser._opened.TryAdd(parser._section, number + 1);
            else if (parser.Subject() is { } subject && !parser._subjects.Add((parser._section, subject)))
            {
                throw ImageTestException.SnapshotInvalid(number + 1, Cut(line), $"is the second one on {subject}");
            }
        }

        parser.ThrowIfIncomplete();
        return parser.ToFacts();
    }

    private static string Cut(string line) => line.Length <= 100 ? line : line[..100] + "…";

    private bool Read(string line)
    {
        if (SectionForm().Match(line) is { Success: true } section) return Open(section.Groups["name"].Value, section.Groups["kind"].Value);
        return _section switch
        {
            "config" => Match(ConfigForm(), line, it => _config.Add(new(it["key"].Value, it["value"].Value))),
            "packages" => _kind.Length == 0 ? Unknown(line) : Match(PackageForm(), line, it => _packages.Add(new(
                Enum.Parse<PackageKind>(_kind, ignoreCase: true), it["name"].Value, it["version"].Value, it["arch"].Value, Number<int>(it["count"]), it["digest"].Value))),
            "special" => Match(SpecialForm(), line, it => _special.Add(new(Path(it["path"]), Mode(it), it["owner"].Value, it["traits"].Value))),
            "files" => File(line),
            "generated" => Match(GroupForm(), line, it => _groups.Add(new(it["name"].Value, Number<int>(it["count"]), it["digest"].Value))),
            "size" => Match(VisibleForm(), line, it => _size.Visible = Number<long>(it["bytes"])) || Match(HiddenForm(), line, it => _size.Hidden = Number<long>(it["bytes"])),
            _ => false,
        };
    }

    private bool Open(string name, string kind)
    {
        (_section, _kind) = (name, kind);
        return name is "config" or "packages" or "special" or "files" or "generated" or "size";
    }

    private bool Unknown(string line)
    {
        _unknownPackages = line.StartsWith(SnapshotText.Unknown, StringComparison.Ordinal) ? line[SnapshotText.Unknown.Length..] : null;
        return _unknownPackages is not null;
    }

    private bool File(string line) =>
        Match(LinkForm(), line, it => _files.Add(new(Path(it["path"]), ImageFileKind.SymbolicLink, UnixFileMode.None, it["owner"].Value, Link: Path(it["target"]))))
        || Match(FolderForm(), line, it => _files.Add(new(Path(it["path"]), ImageFileKind.Directory, Mode(it), it["owner"].Value)))
        || Match(FileForm(), line, it => _files.Add(new(Path(it["path"]), ImageFileKind.File, Mode(it), it["owner"].Value, Number<long>(it["size"]), it["digest"].Value)))
        || Match(OtherForm(), line, it => _files.Add(new(Path(it["path"]), Kind(it["kind"].Value), Mode(it), it["owner"].Value)));

    // What there is one of.
    private string? Subject() => _section switch
    {
        "config" when ConfigFacts.Always.Contains(_config[^1].Key) => _config[^1].Key,
        "special" => _special[^1].Path,
        "files" => _files[^1].Path,
        "generated" => _groups[^1].Name,
        _ => null,
    };

    private void ThrowIfIncomplete()
    {
        if (!_opened.TryGetValue("config", out var line) || ConfigFacts.Always.FirstOrDefault(it => !_subjects.Contains(("config", it))) is not { } missing) return;
        throw ImageTestException.SnapshotInvalid(line, "[config]", $"has no {missing} below it");
    }

    private ImageFacts ToFacts() => new()
    {
        Config = _opened.ContainsKey("config") ? _config : null,
        Packages = _opened.ContainsKey("packages") ? _packages : null,
        PackagesUnknown = _unknownPackages,
        Special = _opened.ContainsKey("special") ? _special : null,
        Files = _opened.ContainsKey("files") ? _files : null,
        Generated = _opened.ContainsKey("generated") ? _groups : null,
        Size = _opened.ContainsKey("size") ? new SizeFact(_size.Visible, _size.Hidden) : null,
    };

    private static bool Match(Regex form, string line, Action<GroupCollection> found)
    {
        if (form.Match(line) is not { Success: true } match) return false;
        found(match.Groups);
        return true;
    }

    private static ImageFileKind Kind(string name) => Enum.GetValues<ImageFileKind>().First(it => FileFact.KindName(it) == name);

    private static UnixFileMode Mode(GroupCollection line) => (UnixFileMode)Convert.ToInt32(line["mode"].Value, 8);

    private static T Number<T>(Group group)
        where T : System.Numerics.INumber<T> => T.Parse(group.Value.Replace(" ", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>So that a name which has such a code in it, as those of systemd have, is not read as what the code stands for.</summary>
    public static string Escaped(string name) => ControlForm().Replace(name, it => @"\x5C" + it.Value[1..]);

    // The reverse of SnapshotText.Name. What ImageFile shows for a byte that is no UTF-8 (\xE9) stays as it is.
    private static string Path(Group group) => ControlForm().Replace(group.Value.TrimEnd(), it => ((char)Convert.ToInt32(it.Groups["code"].Value, 16)).ToString());

    [GeneratedRegex(@"\A\[(?<name>[a-z]+)( (?<kind>dpkg|apk|rpm) [0-9]+)?\]\z")]
    private static partial Regex SectionForm();

    [GeneratedRegex(@"\A(?<key>[a-z]+) +(?<value>.*)\z")]
    private static partial Regex ConfigForm();

    [GeneratedRegex(@"\A(?<name>\S+) +(?<version>\S+) +(?<arch>\S+) +(?<count>[0-9]{1,9})  (?<digest>[0-9a-f]{12})\z")]
    private static partial Regex PackageForm();

    [GeneratedRegex(@"\A(?<mode>[0-7]{4}) (?<owner>[0-9]+:[0-9]+) +(?<path>/.*)  (?<traits>\S.*)\z")]
    private static partial Regex SpecialForm();

    [GeneratedRegex(@"\Alink (?<owner>[0-9]+:[0-9]+) +(?<path>/.*) -> (?<target>.*)\z")]
    private static partial Regex LinkForm();

    [GeneratedRegex(@"\A(?<mode>[0-7]{4}) (?<owner>[0-9]+:[0-9]+) +(?<path>/.*)/\z")]
    private static partial Regex FolderForm();

    [GeneratedRegex(@"\A(?<mode>[0-7]{4}) (?<owner>[0-9]+:[0-9]+) +(?<path>/.*) +(?<size>[0-9]{1,18})  (?<digest>[0-9a-f]{12})\z")]
    private static partial Regex FileForm();

    [GeneratedRegex(@"\A(?<mode>[0-7]{4}) (?<owner>[0-9]+:[0-9]+) +(?<path>/.*)  (?<kind>character device|block device|pipe)\z")]
    private static partial Regex OtherForm();

    [GeneratedRegex(@"\A(?<name>\S.*?) +(?<count>[0-9]{1,9})  (?<digest>[0-9a-f]{12})\z")]
    private static partial Regex GroupForm();

    [GeneratedRegex(@"\Afiles (?<bytes>[0-9]{1,3}( [0-9]{3}){0,5})\z")]
    private static partial Regex VisibleForm();

    [GeneratedRegex(@"\Aoverwritten or deleted (?<bytes>[0-9]{1,3}( [0-9]{3}){0,5})\z")]
    private static partial Regex HiddenForm();

    [GeneratedRegex(@"\\x(?<code>[01][0-9A-F]|20|3E|5C|7F)")]
    private static partial Regex ControlForm();
}
