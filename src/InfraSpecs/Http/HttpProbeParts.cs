namespace InfraSpecs;

/// <summary>Something that a spec did while a probe ran.</summary>
/// <param name="At">When, from the probe's start on.</param>
/// <param name="What">In the spec's words.</param>
public sealed record HttpProbeMark(TimeSpan At, string What);

/// <summary>The end of a probe that nobody stopped: its container or its node died.</summary>
/// <param name="At">When it was noticed, from the probe's start on.</param>
/// <param name="Why">In one sentence.</param>
/// <param name="Cause">What was thrown.</param>
public sealed record HttpProbeLoss(TimeSpan At, string Why, Exception Cause);

/// <summary>Requests that failed in the same way.</summary>
/// <param name="Outcome">How: "connection refused", "status 503".</param>
/// <param name="Count">How many.</param>
/// <param name="First">When the first of them was due, from the probe's start on.</param>
/// <param name="Last">When the last of them was due.</param>
public sealed record HttpFailureCount(string Outcome, int Count, TimeSpan First, TimeSpan Last);

/// <summary>One who answered requests.</summary>
/// <param name="Name">By the header.</param>
/// <param name="Count">How many it answered.</param>
/// <param name="First">When it had answered the first, from the probe's start on.</param>
/// <param name="Last">When it had answered the last.</param>
public sealed record HttpReplica(string Name, int Count, TimeSpan First, TimeSpan Last);

/// <summary>Who answered in one part of a probe's time.</summary>
/// <param name="From">The part's beginning, from the probe's start on.</param>
/// <param name="To">Its end.</param>
/// <param name="Replicas">Their names, in order.</param>
/// <param name="Answers">How many good answers there were.</param>
public sealed record HttpReplicaWindow(TimeSpan From, TimeSpan To, IReadOnlyList<string> Replicas, int Answers);
