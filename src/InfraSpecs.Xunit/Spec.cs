using Xunit;

namespace InfraSpecs.Xunit;

/// <summary>What every spec wants at hand: <c>using static InfraSpecs.Xunit.Spec;</c></summary>
public static class Spec
{
    /// <summary>Cancelled when the running spec is to end: it timed out, or the run was stopped.</summary>
    public static CancellationToken Token => TestContext.Current.CancellationToken;
}
