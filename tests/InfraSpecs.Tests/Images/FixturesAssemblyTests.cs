using System.Reflection;

namespace InfraSpecs.Tests.Images;

public sealed class FixturesAssemblyTests
{
    private static readonly Assembly Fixtures = Assembly.Load("InfraSpecs.Fixtures");

    [Fact]
    public void It_has_files_and_no_code()
    {
        Fixtures.GetTypes().Should().BeEmpty();
        Fixtures.GetManifestResourceNames().Should().Contain("images/base/Dockerfile");
    }

    [Fact]
    public void The_core_carries_no_files_but_those_of_the_report() =>
        typeof(Engine).Assembly.GetManifestResourceNames().Should().BeEquivalentTo("report/page.css", "report/page.js");

    [Fact]
    public void An_image_made_of_a_program_is_sent_the_program_and_not_its_sources() =>
        Names("images/visualizer/").Except(["Dockerfile", "visualizer"]).Should().BeEmpty();

    [Fact]
    public void The_clock_is_whole_for_each_machine_that_it_is_there_for() =>
        Names("clock/").GroupBy(it => it.Split('/')[0]).Where(machine => machine.Count() != 2).Should().BeEmpty();

    private static IEnumerable<string> Names(string folder) =>
        Fixtures.GetManifestResourceNames().Where(it => it.StartsWith(folder, StringComparison.Ordinal)).Select(it => it[folder.Length..]);
}
