namespace InfraSpecs.Testing;

/// <summary>The running test, where <c>InfraSpecs.Xunit.Spec</c> is not at hand.</summary>
public static class ThisTest
{
    /// <summary>Ends with the test.</summary>
    public static CancellationToken Token => TestContext.Current.CancellationToken;
}
