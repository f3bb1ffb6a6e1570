namespace InfraSpecs.MySql;

/// <summary>
/// Puts the ends of routines, triggers and events on lines of their own, as MariaDB's program does. mysqldump writes them behind the last
/// line, and where that ends with a comment ("-- done") they are a part of it: no client can load such a dump. A blank becomes a line end;
/// the server drops both.
/// </summary>
internal sealed class StatementEnds
{
    // What mysqldump writes behind a routine, a trigger and an event. Values cannot have it in them: their line ends are escaped.
    private static readonly byte[][] Ends =
    [
        [.. " ;;\nDELIMITER ;\n"u8],
        [.. " */;;\nDELIMITER ;\n"u8],
        [.. " */ ;;\n/*!50003 SET time_zone             = @saved_time_zone */ ;;\n"u8],
    ];

    private static readonly int Longest = Ends.Max(end => end.Length);

    private byte[] _kept = [];

    /// <summary>What may pass on of what came so far.</summary>
    public byte[] Pass(ReadOnlySpan<byte> piece)
    {
        byte[] all = [.. _kept, .. piece];
        Mend(all);
        var ready = Math.Max(0, all.Length - Longest);
        _kept = all[ready..];
        return all[..ready];
    }

    /// <summary>What is left when nothing follows.</summary>
    public byte[] Rest()
    {
        var rest = _kept;
        _kept = [];
        return rest;
    }

    private static void Mend(Span<byte> text)
    {
        foreach (var end in Ends)
        {
            var at = 0;
            for (int next; (next = text[at..].IndexOf(end)) >= 0;)
            {
                at += next;
                text[at] = (byte)'\n';
            }
        }
    }
}
