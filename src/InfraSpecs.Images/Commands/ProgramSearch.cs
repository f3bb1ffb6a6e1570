using InfraSpecs.Images.Accounts;
using InfraSpecs.Images.Loading;

namespace InfraSpecs.Images.Commands;

/// <summary>What a search for a program came to.</summary>
/// <param name="Path">Where it was found, or where it should be; null where no folder of PATH has it.</param>
/// <param name="File">It, all links followed; null if nothing is there.</param>
/// <param name="IsBelowHere">Whether a folder of PATH that is no absolute path has it.</param>
internal sealed record ProgramHit(string? Path, ImageFile? File, bool IsBelowHere = false);

/// <summary>Finds programs as execvp(3) and the engine do: by their path, or by name in the folders of PATH.</summary>
internal sealed class ProgramSearch(ImageTree files, Account account)
{
    public ProgramHit Find(string word, string path, string folder)
    {
        if (word.Contains('/')) return At(Paths.From(folder, word));
        var all = path.Split(':').Select(it => At(Paths.From(folder, it.Length == 0 ? word : it + "/" + word)) with { IsBelowHere = !it.StartsWith('/') })
            .Where(it => it.File is { Kind: not ImageFileKind.Directory }).ToList();
        // One that may not be run is passed over.
        return all.FirstOrDefault(it => account.MayRun(it.File!)) ?? all.FirstOrDefault() ?? new ProgramHit(null, null);
    }

    private ProgramHit At(string path) => new(path, files.Resolve(path));
}
