using System.Text;

namespace InfraSpecs.Images.Structure.Checks;

/// <summary>licenseTests: two words that must not be in files, whatever they say about them.</summary>
internal sealed record LicenseCheck(int Line, bool IsDebian, IReadOnlyList<string> Files) : StructureCheck(StructureTestKind.License, "", Line)
{
    private const string Folder = "/usr/share/doc";
    private static readonly string[] Refused = ["AGPL", "WTFPL"];

    public override IReadOnlyList<string> Reads => Files;

    public override async Task JudgeAsync(CheckContext context, Findings findings, CancellationToken token)
    {
        if (IsDebian) await JudgeDebianAsync(context, findings, token);
        foreach (var file in Files) await JudgeFileAsync(context, file, findings, token);
        if (!IsDebian && Files.Count == 0) findings.Warn("debian is not true and no files are named: nothing is checked");
    }

    private static async Task JudgeDebianAsync(CheckContext context, Findings findings, CancellationToken token)
    {
        if (EngineView.Find(context.Image, Folder, out var fault) is not { } folder)
        {
            findings.Fail($"{Folder} cannot be listed: {fault}");
            return;
        }

        var packages = folder.Kind is ImageFileKind.Directory ? context.Image.Files.In(Folder).Where(it => it.Kind is ImageFileKind.Directory).ToList() : [];
        if (packages.Count == 0) findings.Warn($"{Folder} has no folders of packages: no licence is checked");
        // The original's own exception.
        foreach (var package in packages.Where(it => it.Name != "libgnutls30" || context.Schema.Version == 1)) await JudgeFileAsync(context, $"{Folder}/{package.Name}/copyright", findings, token);
    }

    private static async Task JudgeFileAsync(CheckContext context, string path, Findings findings, CancellationToken token)
    {
        if (ContentPath.Find(context.Image, path, out var fault) is not { } file)
        {
            findings.Fail($"the licence {path} cannot be read: {fault}");
            return;
        }

        var lines = Encoding.UTF8.GetString((await context.Contents.ReadAsync(context.Image, file, token) ?? default).Span).Split('\n');
        foreach (var word in Refused)
        {
            var line = Array.FindIndex(lines, it => it.Contains(word, StringComparison.OrdinalIgnoreCase));
            if (line < 0) continue;
            findings.Fail($"the licence {path} names {word}, line {line + 1}: '{lines[line].Trim()}' (the word is enough, even where the text only tells of that licence)");
            return;
        }
    }
}
