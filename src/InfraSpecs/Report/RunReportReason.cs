namespace InfraSpecs;

/// <summary>Why the page of a run was not drawn.</summary>
public enum RunReportReason
{
    /// <summary>A folder has no run's file in it, or is not there.</summary>
    NoRun,

    /// <summary>A run's file cannot be read.</summary>
    Unreadable,

    /// <summary>The page cannot be written: a full disk, a folder that is read-only.</summary>
    Unwritable,

    /// <summary>Another process holds the right to draw, for longer than 30 s.</summary>
    Busy,
}
