using System.Text.RegularExpressions;

namespace InfraSpecs.MySql;

/// <summary>What a dump says of itself: who wrote it, what it announces, and whether it came to its end.</summary>
internal sealed partial class DumpContents : ISqlVisitor
{
    private const string Completed = "-- Dump completed";
    private const string EndTime = "-- Dump end time";

    // Of the variables that a dump saves before its first table; a table may save some for itself.
    private readonly HashSet<string> _frame = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _tables = [];
    private string? _database;
    private (string Table, long Line)? _announced;
    private bool _isInBody;
    private bool _isInFrame;
    private bool _endsFrame;
    private bool _beginsPart;
    private bool _hasBegun;

    /// <summary>What the program writes last that wrote the header.</summary>
    public string Trailer { get; private set; } = Completed;

    /// <summary>A program that writes a trailer wrote the header, and the trailer was not seen yet.</summary>
    public bool NeedsTrailer { get; private set; }

    /// <summary>The last thing that was seen is the trailer.</summary>
    public bool HasTrailer { get; private set; }

    /// <summary>A statement stands behind the trailer, and no other part of the dump was begun by a comment.</summary>
    public bool GoesOnBehindTrailer { get; private set; }

    /// <summary>What is wrong whatever follows; null if nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>How it begins, where that is no statement of SQL. What ends as a dump does is one all the same.</summary>
    public string? NotSql { get; private set; }

    /// <summary>Strings may end where they do not seem to: in these character sets a backslash is a part of letters.</summary>
    public bool HasBackslashLetters { get; private set; }

    /// <summary>The last statement about it says that a backslash in a string is an escape.</summary>
    public bool Escapes { get; private set; } = true;

    public int Statements { get; private set; }

    /// <summary>It has statements, and each only sets a variable.</summary>
    public bool OnlySets { get; private set; } = true;

    /// <summary>With the database before the name, where the dump says which.</summary>
    public IReadOnlyList<string> Tables => _tables;

    /// <summary>A variable that the dump saved at its beginning. None of them was given back, as it is at the end.</summary>
    public string? StillSaved => _isInFrame ? _frame.First() : null;

    /// <summary>The end that its program writes was seen.</summary>
    public bool EndIsKnown => HasTrailer || _endsFrame;

    public void Comment(string text, long line)
    {
        if (IsTrailer(text)) EndPart();
        else if (text.Trim('-', '#', ' ').Length > 0) _beginsPart = true;
        if (Header().Match(text) is { Success: true } header) Begin(header.Groups["pump"].Success ? EndTime : Completed);
        if (Failed().Match(text) is { Success: true } failed) Problem ??= $"its line {line} says that view {failed.Groups[1].Value} failed";
        if (Section().IsMatch(text)) CloseAnnounced();
        if (Announcement().Match(text) is { Success: true } table) _announced = (table.Groups[1].Value, line);
    }

    public void Statement(string head, long line)
    {
        Statements++;
        if (HasTrailer && !Wrapping().IsMatch(head)) (HasTrailer, GoesOnBehindTrailer) = (false, !_beginsPart && !Account().IsMatch(head));
        OnlySets &= Setting().IsMatch(head);
        Look(head, line);
        TakeVariables(head);
        if (Use().Match(head) is { Success: true } use) _database = Unquoted(use.Groups[1].Value);
        if (Create().Match(head) is { Success: true } create) AddTable(create.Groups[1].Value);
    }

    public void CommandInStatement(long line, long statementLine)
    {
        if (HasBackslashLetters) return;
        Problem ??= $"the statement that begins in line {statementLine} has no end before DELIMITER in line {line}, so that no client can load it; "
            + "mysqldump writes so where a routine, trigger or event ends with a comment of one line";
    }

    /// <summary>What is no SQL; the beginning of a statement that has no end may be it as well.</summary>
    public void Look(string head, long line)
    {
        if (head.StartsWith("<?xml", StringComparison.Ordinal)) Problem ??= "it is XML (--xml), which no client loads as a dump; LOAD XML reads the rows of one table";
        if (Message().IsMatch(head)) Problem ??= $"its line {line} is no SQL, but the message of a program: \"{head.Split('\n')[0]}\"; standard error went to the same file";
        if (!_hasBegun && !NoDump.IsSql(head)) NotSql = $"it begins with \"{Shortened(head.Split('\n')[0])}\" in line {line}, which is no statement of SQL";
        _hasBegun = true;
    }

    /// <summary>Nothing follows.</summary>
    public void CloseAnnounced()
    {
        if (_announced is not { } announced) return;
        _announced = null;
        if (!HasBackslashLetters) Problem ??= $"its line {announced.Line} announces table {announced.Table}, and no CREATE TABLE follows";
    }

    public static bool IsTrailer(string line) => line.StartsWith(Completed, StringComparison.Ordinal) || line.StartsWith(EndTime, StringComparison.Ordinal);

    private void Begin(string trailer) => (Trailer, NeedsTrailer, HasTrailer, _isInBody) = (trailer, true, false, false);

    private void EndPart() => (HasTrailer, NeedsTrailer, GoesOnBehindTrailer, _beginsPart) = (true, false, false, false);

    private void TakeVariables(string head)
    {
        _isInBody |= Body().IsMatch(head);
        if (Saved().Match(head) is { Success: true } saved && (!_isInBody || _frame.Contains(saved.Groups[1].Value)))
        {
            _frame.Add(saved.Groups[1].Value);
            _isInFrame = true;
        }

        var givenBack = GivenBack().Match(head);
        _endsFrame = givenBack.Success && _frame.Contains(givenBack.Groups[1].Value);
        // All of the dump comes before the first.
        if (_endsFrame) _isInFrame = false;
        if (Mode().Match(head) is { Success: true } mode) Escapes = !mode.Groups[1].Value.Contains("NO_BACKSLASH_ESCAPES", StringComparison.OrdinalIgnoreCase);
        if (BackslashLetters().IsMatch(head)) HasBackslashLetters = true;
    }

    private void AddTable(string name)
    {
        _announced = null;
        _tables.Add(_database is null || Name().Count(name) > 1 ? Unquoted(name) : $"{_database}.{Unquoted(name)}");
    }

    /// <summary>Without the quotation marks of its parts.</summary>
    private static string Unquoted(string name) => string.Join(
        '.', Name().Matches(name).Select(part => part.Groups[1].Success ? part.Groups[1].Value.Replace("``", "`", StringComparison.Ordinal) : part.Value));

    private static string Shortened(string line) => line.Length <= 80 ? line.TrimEnd() : line[..80] + "…";

    [GeneratedRegex(@"^-- (?:(?:MySQL|MariaDB) dump \d|(?<pump>Dump created by MySQL pump))")]
    private static partial Regex Header();

    [GeneratedRegex("`((?:[^`]|``)+)`|[^`.]+")]
    private static partial Regex Name();

    [GeneratedRegex(@"^-- failed on view (`(?:[^`]|``)*`)")]
    private static partial Regex Failed();

    [GeneratedRegex("^-- (?:Table structure|Dumping|Temporary|Final view|Current Database|Dump completed|Sequence structure)")]
    private static partial Regex Section();

    [GeneratedRegex(@"^(?:CREATE|DROP|INSERT|REPLACE|LOCK|USE|DELETE|ALTER)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Body();

    [GeneratedRegex(@"^(?:/\*M?!\d*\s*)?SET\b", RegexOptions.IgnoreCase)]
    private static partial Regex Setting();

    // Scripts write it around a dump: it belongs to none that could be cut.
    [GeneratedRegex(@"^(?:SET|COMMIT|UNLOCK\s+TABLES|FLUSH\s+PRIVILEGES)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Wrapping();

    [GeneratedRegex(@"^(?:GRANT|REVOKE|FLUSH|(?:CREATE|ALTER|DROP)\s+(?:USER|ROLE))\b", RegexOptions.IgnoreCase)]
    private static partial Regex Account();

    [GeneratedRegex(@"^-- Table structure for table (`.*`|\S+)$")]
    private static partial Regex Announcement();

    [GeneratedRegex(@"^(?:(?:\S*/)?(?:mysqldump|mariadb-dump|mysqlpump|mysql|mariadb)(?:\.exe)?: |Warning: A (?:partial )?dump from a server|WARNING: |\++ \S|Enter password: |ERROR \d+ \()")]
    private static partial Regex Message();

    [GeneratedRegex(@"(?<=^/\*M?!\d+ SET )@(OLD_\w+)\s*=", RegexOptions.IgnoreCase)]
    private static partial Regex Saved();

    [GeneratedRegex(@"=[^@;']*(?<!@)@(OLD_\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex GivenBack();

    [GeneratedRegex(@"\bSET\b.*?\bsql_mode\s*=\s*(.*)", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Mode();

    [GeneratedRegex(@"\bSET\s+NAMES\s+'?(?:sjis|cp932|gbk|gb18030|big5)\b", RegexOptions.IgnoreCase)]
    private static partial Regex BackslashLetters();

    [GeneratedRegex(@"^USE\s+(`(?:[^`]|``)+`|[^`;\s]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Use();

    [GeneratedRegex(@"^CREATE\s+(?:/\*M?!.*?\*/\s*)?(?:OR\s+REPLACE\s+)?(?:TEMPORARY\s+)?TABLE\s+(?:/\*!\d+ )?(?:IF\s+NOT\s+EXISTS\s+)?(?:\*/\s*)?((?:`(?:[^`]|``)+`|[^\s(`.]+)(?:\.(?:`(?:[^`]|``)+`|[^\s(`]+))?)", RegexOptions.IgnoreCase)]
    private static partial Regex Create();
}
