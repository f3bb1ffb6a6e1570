using InfraSpecs.Images.Loading;
using InfraSpecs.Images.Policies;

namespace InfraSpecs.Images.Portability;

/// <summary>Looks at each file of an image once.</summary>
internal sealed class PortabilityCheck
{
    private const string DebugFolder = "/usr/lib/debug/";
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly ImageUnderTest _image;
    private readonly StartedFiles _started;
    private readonly RootCauses _causes;
    private readonly PathGlobs _except;

    public PortabilityCheck(ImageUnderTest image, IReadOnlyList<string> except)
    {
        (_image, _started) = (image, new StartedFiles(image));
        _causes = new RootCauses(_started);
        _except = new PathGlobs(except);
    }

    public ImagePortability Run()
    {
        var loader = new Loader(_image);
        var scripts = new ScriptCheck(_image, _started, _causes);
        List<ObjectFile> objects = [];
        foreach (var file in _image.Files.All)
        {
            if (file.Kind is not ImageFileKind.File || file.Size == 0) continue;
            if (file.Elf is null && (file.Mode & Executable) == 0 && !_started.Has(file.Path)) continue;
            if (file.Path.StartsWith(DebugFolder, StringComparison.Ordinal) || _except.Match(file.Path)) continue;
            if (file.Elf is null) scripts.Check(file);
            else if (IsMeant(file)) objects.Add(loader.Files.Get(file));
        }

        var checkable = objects.Where(new MachineCheck(_image, _causes).Passes).ToList();
        new LibraryCheck(loader, _started, _causes).Check(checkable);
        var programs = objects.Count(it => it.Facts!.IsProgram);
        if (programs + scripts.Count == 0) _causes.Nothing();
        return new ImagePortability
        {
            Image = _image.Name,
            Platform = _image.Config.Platform,
            Findings = _causes.Findings,
            Notes = _causes.Notes,
            Programs = programs,
            Libraries = objects.Count - programs,
            Scripts = scripts.Count,
            Glibc = Newest(checkable.SelectMany(it => it.Facts!.NeededVersions).SelectMany(it => it.Versions).Distinct().Select(SymbolVersion.GlibcOf)),
            Kernel = Newest(checkable.Select(it => it.Facts!.Kernel)),
        };
    }

    /// <summary>Whether a file is meant to be run or loaded. Damaged ones say so by their mode or name alone.</summary>
    private bool IsMeant(ImageFile file)
    {
        var facts = file.Elf!;
        if (facts.IsLoadable && facts.Damage is null) return true;
        return facts.Damage is not null && (facts.IsLoadable || facts.Type == 0)
            && ((file.Mode & Executable) != 0 || file.Name.Contains(".so", StringComparison.Ordinal) || _started.Has(file.Path));
    }

    private static Version? Newest(IEnumerable<Version?> versions) => versions.Max();
}
