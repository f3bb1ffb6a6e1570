namespace InfraSpecs.Evidence;

/// <summary>What was done to a thing on purpose, and by whom.</summary>
/// <param name="What">"killed (SIGKILL)".</param>
/// <param name="Kind">What that does to it.</param>
/// <param name="Scope">Whose doing it was; null where no spec and no fixture did it.</param>
/// <param name="Spec">The spec's name; null if it was none.</param>
/// <param name="At">When it was asked for, by this process's clock.</param>
internal sealed record KnownBreak(string What, BreakKind Kind, RunScope? Scope, string? Spec, DateTimeOffset At)
{
    /// <summary>When it went on; null while it is so.</summary>
    public DateTimeOffset? Until { get; set; }

    /// <summary>For whoever reads the failure of a spec: "killed (SIGKILL) by an earlier spec, Node_is_lost, 3 s before this one began".</summary>
    /// <param name="failed">That spec, or the fixture that failed.</param>
    /// <param name="began">When it began; null if that is not known.</param>
    public string Told(RunScope failed, DateTimeOffset? began) => $"{What} {By(failed, began)}";

    /// <summary>It was another spec than the one that fails.</summary>
    public bool IsOfOthers(RunScope failed) => Scope?.Spec is { } spec && spec != failed.Spec;

    private string By(RunScope failed, DateTimeOffset? began) => Scope switch
    {
        null => "by this process, outside of any spec",
        { Spec: null } => "by a fixture",
        { Spec: { } spec } when spec == failed.Spec => "by the spec",
        _ when began is { } from && At < from => $"by an earlier spec, {Spec ?? Scope.Spec}, {FailureText.Duration(from - At)} before this one began",
        _ => $"by another spec, {Spec ?? Scope.Spec}",
    };
}
