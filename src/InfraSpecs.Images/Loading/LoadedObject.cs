using InfraSpecs.Images.Elf;

namespace InfraSpecs.Images.Loading;

/// <summary>An object that a loader has loaded.</summary>
/// <param name="File">It, where it really is.</param>
/// <param name="Folder">Where it was found: what $ORIGIN means. Links to a library are not followed for it, those to the program are.</param>
/// <param name="NeededBy">The object that it was loaded for; null for the program itself.</param>
internal sealed record LoadedObject(ObjectFile File, string Folder, LoadedObject? NeededBy)
{
    public ElfFacts Facts => File.Facts!;

    public string Path => File.Path;

    /// <summary>Whether it, or an object that it was loaded for, says where to search.</summary>
    public bool HasOwnFolders { get; } =
        File.Facts!.Rpath is not null || File.Facts.Runpath is not null || File.Facts.AvoidsDefaultFolders || NeededBy?.HasOwnFolders == true;
}

/// <summary>A library that a loader does not find.</summary>
/// <param name="Name">As it is needed.</param>
/// <param name="By">What needs it.</param>
/// <param name="Unusable">A file of that name which ends the search: it is no library.</param>
/// <param name="Skipped">A library of that name for another machine.</param>
internal sealed record MissingLibrary(string Name, LoadedObject By, ObjectFile? Unusable, ObjectFile? Skipped);

/// <summary>Versions of symbols that a library has not.</summary>
/// <param name="Library">What was loaded for the name that is needed.</param>
/// <param name="Name">That name.</param>
/// <param name="By">What needs them.</param>
/// <param name="Versions">As "GLIBC_2.39".</param>
internal sealed record MissingVersions(LoadedObject Library, string Name, LoadedObject By, IReadOnlyList<string> Versions);

/// <summary>What a loader did for one program or library.</summary>
internal sealed record LoadResult(IReadOnlyList<LoadedObject> Loaded, IReadOnlyList<MissingLibrary> Missing, IReadOnlyList<MissingVersions> Versions);
