namespace InfraSpecs.MySql;

/// <summary>How the rows of a dump stand to each other.</summary>
public enum DumpMoment
{
    /// <summary>A command of your own made the dump; how is not known.</summary>
    Unknown,

    /// <summary>All are from one moment, by a transaction; writers were not held up.</summary>
    OneTransaction,

    /// <summary>All are from one moment, by a lock for which writers waited as long as the dump took.</summary>
    WritersWaited,

    /// <summary>Tables whose engines know no transactions are each from another moment, as the options' own arguments wanted it.</summary>
    EachTable,
}

/// <summary>A dump in which nothing was found wrong.</summary>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its checksum, in hexadecimal.</param>
/// <param name="Took">How long it took.</param>
public sealed record DumpReport(long Bytes, string Sha256, TimeSpan Took)
{
    /// <summary>The end that its program writes last was seen. Where the program writes none (--compact), a dump that was cut between two
    /// statements cannot be told from a whole one, unless by the exit code.</summary>
    public bool EndIsKnown { get; init; }

    /// <summary>From how many moments its rows are.</summary>
    public DumpMoment Moment { get; init; }

    /// <summary>The tables whose engines know no transactions: MyISAM, Aria, MEMORY, CSV, ARCHIVE and others. Empty for a command of your own.</summary>
    public IReadOnlyList<string> NotTransactional { get; init; } = [];

    /// <summary>The tables that it creates, with the database before the name where the dump says which.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>A sentence for people.</summary>
    public override string ToString() => FormattableString.Invariant($"{Bytes:N0} bytes with {Tables.Count} tables in {FailureText.Seconds(Took, 1)}, ")
        + (EndIsKnown ? "ended as its program ends one, " : "whose end cannot be known from the dump, ")
        + Moment switch
        {
            DumpMoment.OneTransaction => "all from one moment.",
            DumpMoment.WritersWaited => $"all from one moment, for which writers waited: {string.Join(", ", NotTransactional)} know no transactions.",
            DumpMoment.EachTable => $"{string.Join(", ", NotTransactional)} each from another moment.",
            _ => "from moments that its command chose.",
        };
}

/// <summary>A dump that was loaded.</summary>
/// <param name="EndIsKnown">The end that its program writes last was seen. Where it is not there, a dump that was cut between two statements
/// cannot be told from a whole one.</param>
/// <param name="Tables">The tables that it creates, with the database before the name where the dump says which.</param>
public sealed record LoadReport(bool EndIsKnown, IReadOnlyList<string> Tables);
