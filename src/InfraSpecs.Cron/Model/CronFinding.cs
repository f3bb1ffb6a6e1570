namespace InfraSpecs.Cron;

/// <summary>A cause, the fact that it rests on, and what to do.</summary>
public sealed record CronFinding
{
    /// <summary>Which cause.</summary>
    public required CronFault Fault { get; init; }

    /// <summary>The cause and what it does, in one line without a full stop: "cron ignores /etc/cron.d/job: its last line does not end with a newline".</summary>
    public required string Sentence { get; init; }

    /// <summary>What was seen, in one line: a line of the file, a mode, what cron or the job said.</summary>
    public required string Fact { get; init; }

    /// <summary>What to do, in the imperative.</summary>
    public required string Advice { get; init; }

    /// <summary>The file to change; null if it is none.</summary>
    public string? File { get; init; }

    /// <summary>Its line, from 1; null if no line is meant.</summary>
    public int? Line { get; init; }

    /// <summary>Sentence and fact in one line: the first line of a failure.</summary>
    public string Headline => $"{Sentence} ({Fact})";

    /// <summary>The headline, and the advice in a second line.</summary>
    public override string ToString() => $"{Headline}.\n  What to do: {Advice}.";
}
