namespace InfraSpecs.Architecture.Tests;

public sealed class LayerTests
{
    public static TheoryData<string> Layered => [.. House.Plans.Where(it => it.IsLayered).Select(it => it.Name)];

    [Theory]
    [MemberData(nameof(Layered))]
    public void Folders_lie_in_layers(string assembly)
    {
        var report = LayerReport.Of(House.Plans.Single(it => it.Name == assembly));
        if (report.Length > 0) Assert.Fail(report);
    }

    [Fact]
    public void What_became_layered_is_said_to_be() => House.Plans.Where(it => !it.IsLayered && LayerReport.Of(it).Length == 0).Select(it => it.Name)
        .Should().BeEmpty("their folders are as planned: take IsLayered = false away in House.cs");
}
