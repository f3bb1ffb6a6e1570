using System.Text.RegularExpressions;

namespace InfraSpecs.MySql;

/// <summary>
/// The statement that creates something, as the server writes it (SHOW CREATE). It says all that a definition has, also what servers will learn
/// after this was written. The two families write it too differently to be compared; there, what was read from information_schema decides.
/// </summary>
/// <param name="Server">Who wrote it.</param>
/// <param name="Text">Without what may differ between two places: the database's name, the position of a counter.</param>
/// <param name="IsTable">A table's lines may be in any order.</param>
internal sealed partial record CreateStatement(Server Server, string Text, bool IsTable)
{
    public static CreateStatement Parse(SnapshotConnection snapshot, string text, bool isTable)
    {
        var name = SnapshotConnection.Quote(snapshot.Database);
        var here = text.Replace($"{name}.", "").Replace($"CREATE DATABASE {name}", "CREATE DATABASE");
        return new(snapshot.Server, isTable ? Counter().Replace(here, "") : here, isTable);
    }

    /// <summary>What only this one says, and what only the other says; null if they say the same, or cannot be compared.</summary>
    public (string From, string To)? DifferenceTo(CreateStatement? now)
    {
        if (now is null || Server.IsMariaDb != now.Server.IsMariaDb || Text == now.Text) return null;
        if (!IsTable) return Loosened(Text) == Loosened(now.Text) ? null : Words.Excerpts(Text, now.Text);
        var (gone, come) = (LinesBeside(now), now.LinesBeside(this));
        return gone.Count + come.Count == 0 ? null : Words.Excerpts(Listed(gone), Listed(come));
    }

    private List<string> LinesBeside(CreateStatement other)
    {
        var others = other.Lines.Select(Loosened).ToList();
        return [.. Lines.Where(line => !others.Remove(Loosened(line)))];
    }

    private IEnumerable<string> Lines => Text.Split('\n').Select(line => line.Trim(' ', ',').TrimStart(')', ' '));

    private static string Listed(List<string> lines) => lines.Count == 0 ? "nothing of that" : string.Join(", ", lines);

    /// <summary>Other versions leave out what is the default, or name it, and one and the same writes the character set of a column or does not, by
    /// how it was said. What was read from information_schema tells all of that.</summary>
    private static string Loosened(string line) => Optional().Replace(SqlDialects.Words(line), "").Trim();

    [GeneratedRegex(@" AUTO_INCREMENT=\d+")]
    private static partial Regex Counter();

    [GeneratedRegex(@"(?:^| )(?:/ \* ! \d+|\* /|(?:default )?(?:character set|charset) (?:= )?\w+|collate (?:= )?\w+|default null\b|(?<=\b(?:tiny|small|medium|big)?int )\d+)")]
    private static partial Regex Optional();
}
