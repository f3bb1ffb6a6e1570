namespace InfraSpecs.Images.Structure.Patterns;

/// <summary>What <c>(?imsU)</c> sets.</summary>
[Flags]
internal enum PatternFlags
{
    None = 0,

    /// <summary>i.</summary>
    AnyCase = 1,

    /// <summary>m: ^ and $ are at lines too.</summary>
    Lines = 2,

    /// <summary>s: . is a newline too.</summary>
    DotIsAll = 4,
}

/// <summary>Reads flags.</summary>
internal static class PatternFlagReader
{
    /// <summary>Reads <c>i-s)</c> or <c>i-s:</c>.</summary>
    /// <returns>Whether that is all; else a group follows to which they belong.</returns>
    public static bool Read(PatternCursor source, int from, ref PatternFlags flags)
    {
        var (isSet, seen) = (true, true);
        while (!source.IsAtEnd)
        {
            switch (source.Next())
            {
                case 'i': flags = With(flags, PatternFlags.AnyCase, isSet); seen = true; break;
                case 'm': flags = With(flags, PatternFlags.Lines, isSet); seen = true; break;
                case 's': flags = With(flags, PatternFlags.DotIsAll, isSet); seen = true; break;
                case 'U': seen = true; break;
                case '-' when isSet: (isSet, seen) = (false, false); break;
                case ')' when seen: return true;
                case ':' when seen: return false;
                default: throw Fault(source, from);
            }
        }

        throw Fault(source, from);
    }

    private static PatternFlags With(PatternFlags flags, PatternFlags one, bool isSet) => isSet ? flags | one : flags & ~one;

    private static PatternFaultException Fault(PatternCursor source, int from) => new($"invalid or unsupported Perl syntax: `{source.Source[from..source.At]}`");
}
