using System.Text.RegularExpressions;

namespace InfraSpecs.Swarm;

/// <content>What its variables mean, and which of that may be seen.</content>
internal sealed partial class ComposeFile
{
    /// <summary>The text without the values of variables.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="about">The line that it is about, whose variables are shown if they are plain; null where none is known.</param>
    public string Hide(string text, int? about = null) => _variables.Hide(text, about is { } line ? [.. Open(line).Select(it => it.Name)] : []);

    /// <summary>A sentence for each variable of a line that is no secret: what it means.</summary>
    public IEnumerable<string> Values(int line) => Open(line).Select(it => $"{it.Name} is \"{it.Value}\" there.");

    /// <summary>What is no secret: ports, numbers of tasks, limits. An image's name, a task's environment and its labels are for who knows what.</summary>
    private IEnumerable<(string Name, string Value)> Open(int line) =>
        IsBroken || SecretLines.Contains(line) || !Places("", _root).Any(it => it.Line == line && Plain().IsMatch(it.Path))
            ? []
            : _variables.In(_lines[Math.Clamp(line, 1, _lines.Length) - 1]).Where(it => CommandText.SecretIn(it.Name, it.Value) is null);

    /// <summary>Of a list, of which the command line says "[]", the entry whose value it quotes.</summary>
    private int? InList(IEnumerable<(string Path, int Line, ComposeNode Node)> places, string said)
    {
        if (ListPath().Match(said) is not { Success: true } path) return null;
        var pattern = new Regex($"^{Regex.Escape(path.Value).Replace(@"\[]", @"\d+", StringComparison.Ordinal)}$", RegexOptions.CultureInvariant);
        string[] quoted = [.. Quotation().Matches(said).Select(it => it.Groups["value"].Value)];
        return places.Where(it => pattern.IsMatch(it.Path) && it.Node.Scalar is { } scalar && quoted.Contains(_variables.Expand(scalar))).Select(it => (int?)it.Node.Line).FirstOrDefault();
    }

    [GeneratedRegex(@"[\w-]+(?:\.(?:[\w-]+|\[\]))*\.\[\](?:\.[\w-]+)*")]
    private static partial Regex ListPath();

    [GeneratedRegex(
        @"^services\.[^.]+\.(ports|deploy\.(replicas|mode|endpoint_mode|resources|update_config|rollback_config|restart_policy|placement)"
        + @"|healthcheck\.(interval|timeout|retries|start_period|start_interval|disable)|stop_grace_period)(\.|$)")]
    private static partial Regex Plain();
}
