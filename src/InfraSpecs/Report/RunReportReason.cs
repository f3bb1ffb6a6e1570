namespace InfraSpecs;

/// <summary>Why the page of a run was not drawn.</summary>
public enum RunReportReason
{
    /// <summary>A folder has no run's file in it, or is not there. Name the folder of a run, artifacts/infraspecs/&lt;run&gt;, or run specs first.</summary>
    NoRun,

    /// <summary>A run's file cannot be read. See who owns it, and whether its disk is still there.</summary>
    Unreadable,

    /// <summary>The page cannot be written: a full disk, a folder that is read-only. Make room, or make the folder writable, and draw it again with
    /// <c>infraspecs report</c>.</summary>
    Unwritable,

    /// <summary>Another process holds the right to draw, for longer than 30 s. Look for a process that hangs, and draw the page again.</summary>
    Busy,
}
