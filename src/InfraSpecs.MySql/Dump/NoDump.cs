using System.Text;
using System.Text.RegularExpressions;

namespace InfraSpecs.MySql;

/// <summary>Files that are no dump, by how they begin. What is compressed or encrypted is known before.</summary>
internal static partial class NoDump
{
    /// <summary>As many bytes as decide.</summary>
    public const int HeadLength = 512;

    // The marks are those of file(1)'s magic and of the formats' own papers.
    private static readonly (byte[] Mark, string What)[] Marks =
    [
        ([0xfe, .. "bin"u8], "a binary log of a server, which mysqlbinlog turns into statements"),
        ([.. "SQLite format 3"u8], "a database of SQLite"),
        ([.. "PGDMP"u8], "a dump of PostgreSQL, which pg_restore reads"),
        ([0x89, .. "PNG"u8], "a PNG image"),
        ([0xff, 0xd8, 0xff], "a JPEG image"),
        ([.. "GIF8"u8], "a GIF image"),
        ([.. "%PDF"u8], "a PDF document"),
        ([0x7f, .. "ELF"u8], "a program (ELF)"),
        ([.. "MZ"u8], "a program of Windows"),
        ([.. "#!"u8], "a script, which is to be run"),
    ];

    /// <summary>What it is instead, for "it is …"; null for what may be SQL.</summary>
    public static string? Of(ReadOnlySpan<byte> head)
    {
        foreach (var (mark, what) in Marks)
        {
            if (head.StartsWith(mark)) return what;
        }

        if (head.Contains((byte)0)) return $"binary, and begins with the bytes {BitConverter.ToString(head[..Math.Min(8, head.Length)].ToArray()).Replace('-', ' ')}";
        var text = Encoding.UTF8.GetString(head).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return Html().IsMatch(text) ? "a page of HTML, as servers answer with for an error"
            : text.StartsWith("-- PostgreSQL database dump", StringComparison.Ordinal) || text.StartsWith("--\n-- PostgreSQL database", StringComparison.Ordinal) ? "a dump of PostgreSQL"
            : text is ['{' or '[', ..] ? "JSON"
            : null;
    }

    /// <summary>Whether a statement begins as one of a server, or of DELIMITER. A client that reads a dump as it is knows no other commands.</summary>
    public static bool IsSql(string statement) => Sql().IsMatch(statement);

    [GeneratedRegex(@"^<(?:!doctype\s+html|html|head|body)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Html();

    // The statements of both families' manuals.
    [GeneratedRegex(
        @"^(?:\(|/\*[!+M]|(?:ALTER|ANALYZE|BACKUP|BEGIN|BINLOG|CACHE|CALL|CHANGE|CHECK|CHECKSUM|CLONE|COMMIT|CREATE|DEALLOCATE|DELETE|DELIMITER|DESC|DESCRIBE|DO|DROP|EXECUTE|EXPLAIN|FLUSH|GET|GRANT|HANDLER"
        + "|HELP|IMPORT|INSERT|INSTALL|KILL|LOAD|LOCK|NOT|OPTIMIZE|PREPARE|PURGE|RELEASE|RENAME|REPAIR|REPLACE|RESET|RESIGNAL|RESTART|REVOKE|ROLLBACK|SAVEPOINT|SELECT|SET|SHOW|SHUTDOWN|SIGNAL|START"
        + "|STOP|TABLE|TRUNCATE|UNINSTALL|UNLOCK|UPDATE|USE|VALUES|WITH|XA|IF|CASE|WHILE|FOR|REPEAT|LOOP)(?![A-Za-z0-9_]))",
        RegexOptions.IgnoreCase)]
    private static partial Regex Sql();
}
