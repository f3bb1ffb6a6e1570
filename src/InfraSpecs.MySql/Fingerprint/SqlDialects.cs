using System.Text.RegularExpressions;

namespace InfraSpecs.MySql;

/// <summary>SQL as MySQL and MariaDB write it down.</summary>
internal static partial class SqlDialects
{
    /// <summary>Names of the same function: MySQL and MariaDB choose different ones when they write an expression down.</summary>
    private static readonly Dictionary<string, string> Synonyms = new()
    {
        ["ucase"] = "upper", ["lcase"] = "lower", ["substring"] = "substr", ["mid"] = "substr", ["character_length"] = "char_length",
        ["octet_length"] = "length", ["power"] = "pow", ["ceiling"] = "ceil", ["current_timestamp"] = "now", ["localtime"] = "now",
        ["localtimestamp"] = "now", ["current_date"] = "curdate", ["current_time"] = "curtime", ["dayofmonth"] = "day", ["schema"] = "database",
        ["session_user"] = "user", ["system_user"] = "user", ["std"] = "stddev_pop", ["stddev"] = "stddev_pop", ["variance"] = "var_pop",
        ["position"] = "locate", ["%"] = "mod", ["rlike"] = "regexp", ["integer"] = "int", ["utf8mb3"] = "utf8", ["geomcollection"] = "geometrycollection",
        ["st_geometryfromtext"] = "st_geomfromtext", ["st_geometryfromwkb"] = "st_geomfromwkb", ["true"] = "1", ["false"] = "0", ["!"] = "not", ["!="] = "<>",
    };

    /// <summary>What one of them writes out, or writes in another order.</summary>
    private static readonly (Regex Form, string Other)[] Rewritings =
    [
        (new(@"\b0 <> "), ""),
        (new(@"(\bexists select .*?) limit 1\b"), "$1"),
        (new(@"\b(lag|lead)( [^,]+?) , 1 over\b"), "$1$2 over"),
        (new(@"\bweek ([^,]+?) , 0\b"), "week $1"),
        (new(@"\bregexp_like ([^,]+?) , "), "$1 regexp "),
        (new(@"\bnot ((?:(?!(?:and|or|not|select|from|where|as|on|when|then|having) )\S+ )+?)like\b"), "$1not like"),
        (new(@"\bchar ([^,]+?) using utf8mb4\b"), "char $1"),
    ];

    /// <summary>A text in quotation marks, for people.</summary>
    public static string Literal(string text) => $"'{text.Replace("'", "''")}'";

    /// <summary>A text in quotation marks, for the server.</summary>
    public static string Quoted(string text) => Literal(text.Replace("\\", "\\\\"));

    /// <summary>MySQL's information_schema escapes the expressions that it shows, quotation marks and all.</summary>
    public static string Unescaped(string expression) => Escape().Replace(expression, "$1");

    /// <summary>
    /// The words of an expression, the same for MySQL and MariaDB: without parentheses, quotation marks of names and character set introducers,
    /// which only some servers write. What stands between quotation marks stays as it is.
    /// </summary>
    public static string Words(string sql)
    {
        var tokens = Token().Matches(UnicodeCollation().Replace(sql, "$1_0900_$2")).Select(match => match.Value).ToList();
        var words = tokens.Select((token, index) => Word(token, index + 1 < tokens.Count ? tokens[index + 1] : "")).Where(word => word.Length > 0);
        return Rewritings.Aggregate(string.Join(' ', words), (text, it) => it.Form.Replace(text, it.Other));
    }

    /// <summary>
    /// A query without parentheses around joins, which MySQL adds when it writes down again what it wrote down before: "from t1 join t2" becomes
    /// "from (t1 join t2)". Where ON stands says what belongs together.
    /// </summary>
    public static string WithoutJoinParentheses(string sql)
    {
        var tokens = Token().Matches(sql).ToList();
        HashSet<int> dropped = [];
        Stack<bool> open = new();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Value == "(")
            {
                var isBehindFrom = i > 0 && (dropped.Contains(tokens[i - 1].Index) || tokens[i - 1].Value.ToLowerInvariant() is "from" or "join" or "straight_join");
                open.Push(isBehindFrom && i + 1 < tokens.Count && !tokens[i + 1].Value.Equals("select", StringComparison.OrdinalIgnoreCase));
                if (open.Peek()) dropped.Add(tokens[i].Index);
            }
            else if (tokens[i].Value == ")" && open.TryPop(out var isDropped) && isDropped) dropped.Add(tokens[i].Index);
        }

        return string.Concat(sql.Where((_, index) => !dropped.Contains(index)));
    }

    private static string Word(string token, string next) => token switch
    {
        "(" or ")" => "",
        ['\'' or '"', _, ..] => Literal(Content(token)),
        ['`', .. var name, '`'] => name,
        ['x' or 'X', '\'', .. var digits, '\''] => $"0x{digits.ToLowerInvariant()}",
        ['_', ..] when next.StartsWith('\'') => "",
        _ => Synonyms.GetValueOrDefault(token.ToLowerInvariant(), token.ToLowerInvariant()),
    };

    /// <summary>What a literal says, whichever way its quotation marks are written.</summary>
    private static string Content(string literal) =>
        Quotation().Replace(literal[1..^1].Replace($"{literal[0]}{literal[0]}", literal[..1]), "$1");

    [GeneratedRegex(@"\\(.)", RegexOptions.Singleline)]
    private static partial Regex Escape();

    [GeneratedRegex("""\\(['"\\])""")]
    private static partial Regex Quotation();

    [GeneratedRegex(""" [xX]'[0-9a-fA-F]*' | '(?:[^'\\]|\\.|'')*' | "(?:[^"\\]|\\.|"")*" | `(?:[^`]|``)*` | [\w$@.]+ | [<>=!]+ | \S """, RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Token();

    [GeneratedRegex(@"(utf8mb4|utf8mb3|utf8)_uca1400_(?:nopad_)?(\w+)")]
    private static partial Regex UnicodeCollation();
}
