namespace InfraSpecs.Images;

/// <summary>What a .dockerignore leaves out of a build context. The last line that fits decides; what fits a folder holds for all in it.</summary>
/// <param name="Patterns">Its lines.</param>
/// <param name="ByBuildKit">BuildKit looks for exceptions in folders that are left out wherever there may be some; the older builder only where an
/// exception begins with the folder's path.</param>
internal sealed record DockerIgnore(IReadOnlyList<IgnorePattern> Patterns, bool ByBuildKit)
{
    public const string FileName = ".dockerignore";

    /// <param name="file">The file; it need not be there.</param>
    /// <param name="byBuildKit">For which builder.</param>
    /// <exception cref="ArgumentException">A line is no pattern; the message has it.</exception>
    public static DockerIgnore Read(string file, bool byBuildKit) => new(
        File.Exists(file) ? [.. File.ReadAllLines(file).Select((line, i) => Parse(line, i + 1)).OfType<IgnorePattern>()] : [], byBuildKit);

    /// <summary>The same, but what a builder itself needs stays in.</summary>
    public DockerIgnore Keeping(params ReadOnlySpan<string> names)
    {
        List<IgnorePattern> patterns = [.. Patterns];
        foreach (var name in names)
        {
            if (Ignores(name)) patterns.Add(IgnorePattern.Parse("!" + name)!);
        }

        return this with { Patterns = patterns };
    }

    /// <summary>Whether it leaves out a path, or a folder that the path is in.</summary>
    public bool Ignores(string path)
    {
        bool[]? fits = null;
        for (var slash = path.IndexOf('/'); slash >= 0; slash = path.IndexOf('/', slash + 1)) Ignores(path[..slash], ref fits);
        return Ignores(path, ref fits);
    }

    /// <summary>Whether it leaves out a path, told which lines fit the folder that it is in. Tells which fit the path.</summary>
    public bool Ignores(string path, ref bool[]? fits)
    {
        var ignored = false;
        var now = new bool[Patterns.Count];
        for (var i = 0; i < now.Length; i++)
        {
            now[i] = fits?[i] is true || (Patterns[i].IsException == ignored && Patterns[i].Fits(path));
            if (now[i]) ignored = !Patterns[i].IsException;
        }

        fits = now;
        return ignored;
    }

    /// <summary>Whether something in a folder that is left out may be an exception.</summary>
    public bool MayKeepIn(string folder) => Patterns.Any(pattern =>
        pattern.IsException && ((ByBuildKit && pattern.FitsAnywhere) || (pattern.WithoutEnd + "/").StartsWith(folder + "/", StringComparison.Ordinal)));

    private static IgnorePattern? Parse(string line, int number)
    {
        try
        {
            return IgnorePattern.Parse(line);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"line {number}, '{line}', is no pattern: {e.Message}", e);
        }
    }
}
