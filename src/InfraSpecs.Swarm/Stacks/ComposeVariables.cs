using System.Text.RegularExpressions;

namespace InfraSpecs.Swarm;

/// <summary>The variables of a compose file, as the docker command line puts them in: $TAG, ${TAG}, ${TAG:-latest}, ${TAG-latest}; $$ is a dollar sign.</summary>
/// <param name="values">What they mean.</param>
internal sealed partial class ComposeVariables(IReadOnlyDictionary<string, string> values)
{
    private const int TellingLength = 6;

    // An exec in a container has these, whatever it is given.
    private static readonly string[] Given = ["PATH", "HOME", "HOSTNAME"];

    /// <summary>The text with its variables put in; what is not known becomes empty.</summary>
    public string Expand(string text) => Pattern().Replace(text, it =>
    {
        if (it.Groups["name"].Value is not { Length: > 0 } name) return "$";
        var known = values.TryGetValue(name, out var value) && (value.Length > 0 || !it.Groups["sign"].Value.StartsWith(':'));
        return known ? value! : it.Groups["sign"].Value.EndsWith('-') ? it.Groups["other"].Value : "";
    });

    /// <summary>The variables in the text whose values are given, once each.</summary>
    public IEnumerable<(string Name, string Value)> In(string text) => Pattern().Matches(text).Select(it => it.Groups["name"].Value).Distinct()
        .Where(values.ContainsKey).Select(it => (it, values[it]));

    /// <summary>The variables in the text that mean nothing and have nothing to stand in for them.</summary>
    public IEnumerable<string> Unknown(string text) => Pattern().Matches(text)
        .Where(it => it.Groups["name"].Length > 0 && it.Groups["sign"].Length == 0)
        .Select(it => it.Groups["name"].Value).Where(it => !values.ContainsKey(it) && !Given.Contains(it)).Distinct();

    /// <summary>The text with the names of variables in place of their values, which may be secrets.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="shown">Variables whose values may be seen.</param>
    public string Hide(string text, params IReadOnlyCollection<string> shown)
    {
        var hidden = text;
        foreach (var (name, value) in values.Where(it => it.Value.Length > 0 && !shown.Contains(it.Key)).OrderByDescending(it => it.Value.Length))
        {
            var pattern = value.Length < TellingLength ? $@"(?<!\w){Regex.Escape(value)}(?!\w)" : Regex.Escape(value);
            hidden = Regex.Replace(hidden, pattern, _ => $"${{{name}}}");
        }

        return hidden;
    }

    // What stands in for a value has a limit, so that a file of nothing but openings does not take for ever.
    [GeneratedRegex(@"\$(?:\$|(?<name>[A-Za-z_]\w*)|\{(?<name>[A-Za-z_]\w*)(?:(?<sign>:?[-?])(?<other>[^}]{0,1000}))?\})")]
    private static partial Regex Pattern();
}
