using DotNet.Globbing;

namespace InfraSpecs.Images.Policies;

/// <summary>Places that a spec names: exactly, or by a glob, in which * stays in its folder and ** does not. A glob without a slash is one of names: "*.pem" is "/**/*.pem".</summary>
internal sealed class PathGlobs
{
    private readonly HashSet<string> _exact;
    private readonly List<Glob> _globs;

    /// <exception cref="ImageTestException"><see cref="ImageTestReason.GlobInvalid"/>: One is none.</exception>
    public PathGlobs(IEnumerable<string>? texts)
    {
        _exact = new HashSet<string>(texts ?? [], StringComparer.Ordinal);
        _globs = [.. _exact.Where(text => text.AsSpan().IndexOfAny("*?[{") >= 0).Select(Parse)];
    }

    public bool Match(string path) => _exact.Contains(path) || _globs.Exists(glob => glob.IsMatch(path));

    private static Glob Parse(string text)
    {
        try
        {
            return Glob.Parse(text.Contains('/') || text.Contains(' ') ? text : "/**/" + text);
        }
        catch (IndexOutOfRangeException e)
        {
            throw ImageTestException.GlobInvalid(text, "a range of letters, as [a-z], has no end.", e);
        }
    }
}
