namespace InfraSpecs.MySql;

/// <summary>A step of a drill that ended well: with exit code 0. In a shell, that says of a pipe how its last command ended, and nothing of those before.</summary>
/// <param name="Name">"backup" or "restore".</param>
/// <param name="Took">From its start to its end.</param>
/// <param name="LastLines">The last lines that it printed, or of what <see cref="DrillAction.By"/> was given back, at most 10, without passwords.</param>
public sealed record DrillStep(string Name, TimeSpan Took, IReadOnlyList<string> LastLines)
{
    /// <summary>The line among them that speaks most of trouble; null where none does.</summary>
    public string? Complaint => FailureText.Complaint(LastLines);

    /// <summary>"the backup took 1.2 s".</summary>
    public override string ToString() => $"the {Name} took {FailureText.Seconds(Took, 1)}";

    internal IReadOnlyList<string> Said => FailureText.Quote($"The {Name} said:", LastLines, $"The {Name} said nothing.");
}
