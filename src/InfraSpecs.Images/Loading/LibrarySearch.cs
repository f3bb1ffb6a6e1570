namespace InfraSpecs.Images.Loading;

/// <summary>What a search came to.</summary>
/// <param name="File">The library; null if there is none.</param>
/// <param name="Folder">Where it was found.</param>
/// <param name="Unusable">A file of that name which ends the search: it is no library.</param>
/// <param name="Skipped">A library of that name for another machine.</param>
internal sealed record LibraryHit(ObjectFile? File, string Folder, ObjectFile? Unusable, ObjectFile? Skipped);

/// <summary>Finds libraries as the loader of one kind and one machine does (ld.so(8); musl's ldso/dynlink.c).</summary>
internal sealed class LibrarySearch
{
    private readonly LoaderSettings _settings;
    private readonly ObjectTable _files;
    private readonly Machine _machine;
    private readonly bool _isMusl;
    private readonly IReadOnlyList<string> _ownFolders;
    private readonly IReadOnlyList<string> _environment;
    private readonly string _workingFolder;
    private readonly Dictionary<string, List<string>> _cache;
    private readonly Dictionary<string, LibraryHit> _known = new(StringComparer.Ordinal);

    public LibrarySearch(LoaderSettings settings, Machine machine, LoaderKind kind, LoaderFile? loader)
    {
        (_settings, _files, _machine, _isMusl, _workingFolder) = (settings, settings.Files, machine, kind is LoaderKind.Musl, settings.WorkingFolder);
        _ownFolders = _isMusl ? LoaderFolders.OfMusl(_files.Files, loader) : LoaderFolders.OfGlibc(machine, loader);
        _environment = settings.LibraryPath.Length == 0
            ? []
            : settings.LibraryPath.Split(_isMusl ? [':', '\n'] : [':', ';'], _isMusl ? StringSplitOptions.RemoveEmptyEntries : StringSplitOptions.None);
        _cache = _isMusl ? [] : settings.Cache;
    }

    public LibraryHit Find(string name, LoadedObject by)
    {
        if (!by.HasOwnFolders && _known.TryGetValue(name, out var known)) return known;
        var hit = Look(name.Contains('/') ? [Expanded(name, by)] : Candidates(name, by));
        return by.HasOwnFolders ? hit : _known[name] = hit;
    }

    private IEnumerable<string> Candidates(string name, LoadedObject by)
    {
        IEnumerable<string> folders = _isMusl ? [.. _environment, .. OfAllWhoNeed(by)] : [.. InheritedFolders(by), .. _environment, .. Split(by.Facts.Runpath, by)];
        var candidates = folders.Select(folder => folder.Length == 0 ? name : folder + "/" + name);
        if (by.Facts.AvoidsDefaultFolders) return candidates;
        return candidates.Concat(_cache.GetValueOrDefault(name, [])).Concat(_ownFolders.Select(folder => folder + "/" + name));
    }

    private LibraryHit Look(IEnumerable<string> candidates)
    {
        ObjectFile? skipped = null;
        foreach (var candidate in candidates)
        {
            var path = Paths.From(_workingFolder, candidate);
            if (_files.Resolve(path) is not { } file || !_settings.MayOpen(path, file)) continue;
            if (file.Facts is not { Damage: null } facts) return new LibraryHit(null, "", file, skipped);
            if (_machine.Fits(facts) && facts.IsLoadable) return new LibraryHit(file, Paths.Folder(path), null, skipped);
            skipped ??= file;
        }

        return new LibraryHit(null, "", null, skipped);
    }

    /// <summary>DT_RPATH of the object and of those that it was loaded for, where there is no DT_RUNPATH.</summary>
    private IEnumerable<string> InheritedFolders(LoadedObject by)
    {
        if (by.Facts.Runpath is not null) yield break;
        for (var it = by; it is not null; it = it.NeededBy)
        {
            if (it.Facts.Runpath is not null) continue;
            foreach (var folder in Split(it.Facts.Rpath, it)) yield return folder;
        }
    }

    private IEnumerable<string> OfAllWhoNeed(LoadedObject by)
    {
        for (var it = by; it is not null; it = it.NeededBy)
        {
            foreach (var folder in Split(it.Facts.Runpath ?? it.Facts.Rpath, it)) yield return folder;
        }
    }

    private IEnumerable<string> Split(string? list, LoadedObject of) => string.IsNullOrEmpty(list) ? [] : list.Split(':').SelectMany(folder => WithLib(Expanded(folder, of)));

    private string Expanded(string text, LoadedObject of) => !text.Contains('$') ? text
        : text.Replace("${ORIGIN}", of.Folder).Replace("$ORIGIN", of.Folder).Replace("${PLATFORM}", _machine.Platform).Replace("$PLATFORM", _machine.Platform);

    /// <summary>What $LIB means is built into the loader: "lib/x86_64-linux-gnu" in Debian's, "lib64" in others'.</summary>
    private IEnumerable<string> WithLib(string folder)
    {
        if (!folder.Contains("$LIB") && !folder.Contains("${LIB}")) return [folder];
        string[] meanings = [.. _machine.Multiarch.Select(it => "lib/" + it), _machine.Is64 ? "lib64" : "lib"];
        return meanings.Select(it => folder.Replace("${LIB}", it).Replace("$LIB", it));
    }
}
