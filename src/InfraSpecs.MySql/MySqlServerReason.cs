namespace InfraSpecs.MySql;

/// <summary>Why something was not done with a server.</summary>
public enum MySqlServerReason
{
    /// <summary>The server was given data that it does not use: it would write where the next server does not look. Make the data volume container with the path of its data directory.</summary>
    DataNotUsed,

    /// <summary>The server refused a statement. Mend it, or what it expects to be there. The statement itself is not shown: it may hold secrets.</summary>
    StatementRefused,

    /// <summary>The client program in the server's container failed. Mend what it names; what came before that in its input was carried out.</summary>
    ClientFailed,

    /// <summary>Initialised data could not be kept for other servers, although a server started on it. Read the last output, or set MySqlOptions.Golden to false.</summary>
    GoldenVolumeNotMade,

    /// <summary>What was written is no dump that could be trusted, whatever the exit code of what made it. Mend what it names, and throw away what was written.</summary>
    DumpFailed,

    /// <summary>A dump is not whole, or in a form that is not read, so that it was not loaded. Make it anew; drop the database into which a part of it went.</summary>
    DumpNotLoaded,

    /// <summary>A part of a database cannot be read, so that a change in it would not be seen. Read with an account that may see all.</summary>
    FingerprintUnreadable,

    /// <summary>There is nothing to take a fingerprint of, so that a spec would pass without proving anything. Write data first, or set FingerprintOptions.MayBeEmpty.</summary>
    FingerprintEmpty,

    /// <summary>The backup or the restore of a drill failed, or did not end, so that there is nothing to compare. Mend it as its last output says.</summary>
    DrillCommandFailed,

    /// <summary>The server ended at its start, refuses who asks, or does not answer. Mend what its log says; the first line of the message quotes it.</summary>
    NotReady,
}
