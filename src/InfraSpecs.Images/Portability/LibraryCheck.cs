using InfraSpecs.Images.Loading;

namespace InfraSpecs.Images.Portability;

/// <summary>Loads each program and library, and says what is missing.</summary>
internal sealed class LibraryCheck(Loader loader, StartedFiles started, RootCauses causes)
{
    private readonly Lazy<IReadOnlyList<string>> _configured = new(() => LoaderConfiguration.Folders(loader.Files.Files));
    private readonly List<LoadResult> _programs = [];
    private ILookup<string, ObjectFile>? _byName;

    /// <param name="objects">All that fit the image.</param>
    public void Check(IReadOnlyList<ObjectFile> objects)
    {
        _byName = objects.SelectMany(it => (string[])[it.File.Name, it.Facts!.Soname ?? it.File.Name], (it, name) => (Name: name, File: it)).Distinct().ToLookup(it => it.Name, it => it.File);
        foreach (var program in objects.Where(it => it.Facts!.IsProgram)) CheckProgram(program);
        foreach (var library in objects.Where(it => !it.Facts!.IsProgram)) CheckLibrary(library);
    }

    private void CheckProgram(ObjectFile program)
    {
        if (program.Facts!.Interpreter is { } interpreter) CheckLoader(program, interpreter);
        if (Load(program) is not { } result) return;
        _programs.Add(result);
        foreach (var missing in result.Missing) Tell(program, missing, isNote: false);
    }

    /// <summary>
    /// A library is loaded by a program, with that program's folders and with what is loaded already: what is missing for the library alone is missing only if no program makes up for it.
    /// One that no program names is loaded by hand, when it runs; what it needs may be loaded by hand before, so that a library somewhere in the image may do.
    /// </summary>
    private void CheckLibrary(ObjectFile library)
    {
        if (Load(library) is not { } result) return;
        foreach (var missing in result.Missing.Where(it => !IsFoundByProgram(it)))
            Tell(library, missing, isNote: Places(missing).Any() && missing.Unusable is null && !_programs.Exists(it => it.Loaded.Any(one => one.File == library)));
    }

    private LoadResult? Load(ObjectFile file)
    {
        if (file.Facts!.IsUnread)
        {
            causes.Add(PortabilityFault.NotJudged, "tables", file.Path, who => $"what {who} {(who.AreMany ? "need" : "needs")} was not read: the tables lie too far inside", isNote: true);
            return null;
        }

        var result = loader.Load(file);
        if (result is null)
            causes.Add(PortabilityFault.NotJudged, file.Facts.Interpreter!, file.Path,
                who => $"the libraries of {who} were not looked for: the rules of {file.Facts.Interpreter} are not known here", isNote: true);
        foreach (var lacking in result?.Versions ?? [])
        {
            causes.Add(PortabilityFault.LibraryTooOld, lacking.Library.Path, file.Path, who => $"{who} {(who.AreMany ? "need" : "needs")} {who.Detail}",
                detail: LibrarySentences.TooOld(lacking, result!), isProgram: file.Facts.IsProgram);
        }

        return result;
    }

    private void CheckLoader(ObjectFile program, string interpreter)
    {
        var found = loader.Files.Resolve(interpreter);
        var fits = found?.Facts is { } facts && Machine.Find(program.Facts!).Fits(facts);
        if (!fits) causes.Add(PortabilityFault.LoaderMissing, interpreter, program.Path, who => LibrarySentences.NoLoader(who, interpreter, found, loader));
    }

    private void Tell(ObjectFile root, MissingLibrary missing, bool isNote)
    {
        var places = Places(missing).Select(it => it.Path).ToList();
        if (places.Count == 0 && missing.Skipped is null) missing = missing with { Skipped = _byName![missing.Name].FirstOrDefault() };
        var fault = places.Count > 0 && missing.Unusable is null ? PortabilityFault.LibraryOffPath : PortabilityFault.LibraryMissing;
        var through = missing.By.File == root ? "" : " through " + missing.By.Path;
        causes.Add(fault, missing.Name, root.Path, who => LibrarySentences.Missing(missing, who, places, _configured.Value, loader.Files), through, isNote,
            root.Facts!.IsProgram && !isNote || started.Has(root.Path));
    }

    /// <summary>Where the image has a library of that name for the same machine.</summary>
    private IEnumerable<ObjectFile> Places(MissingLibrary missing) => _byName![missing.Name].Where(it => Machine.Find(missing.By.Facts).Fits(it.Facts!));

    private bool IsFoundByProgram(MissingLibrary missing) => _programs.Exists(it =>
        it.Loaded.Any(one => one.File == missing.By.File) && !it.Missing.Any(other => other.Name == missing.Name));
}
