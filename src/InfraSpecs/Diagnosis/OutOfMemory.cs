namespace InfraSpecs.Diagnosis;

/// <summary>The kernel ended a container since its memory ran out.</summary>
internal sealed class OutOfMemory : IDiagnosisRule
{
    private const double Mebibyte = 1 << 20;

    public IEnumerable<LikelyCause> Judge(FailureFacts failure) => failure.Containers.Where(it => it.OutOfMemory).Select(it => new LikelyCause(
        nameof(OutOfMemory),
        it.MemoryLimit is { } limit
            ? $"{it.Name} needed more memory than its limit of {Math.Round(limit / Mebibyte):N0} MiB, and the kernel ended a process of it."
            : $"The kernel ended a process of {it.Name}, since the memory of the machine ran out.",
        it.MemoryLimit is null ? "run fewer things at once, or on a machine with more memory." : "raise the limit, or look for what takes the memory."));
}
