namespace InfraSpecs.Architecture.Tests;

public sealed class ArchitecturePageTests
{
    [Fact]
    public void Is_as_approved() => ApprovedPage.Verify("architecture", ArchitecturePage.Draw());
}
