using InfraSpecs.Architecture.Tests.Reading;

namespace InfraSpecs.Architecture.Tests;

public sealed class AssemblyTests
{
    private const int LongestFile = 240;

    [Fact]
    public void Each_package_has_a_place_and_a_plan()
    {
        var names = Sources.Projects.Select(it => it.Name).ToList();
        House.Assemblies.SelectMany(it => it).Should().BeEquivalentTo(names);
        House.Plans.Select(it => it.Name).Should().BeEquivalentTo(names);
    }

    [Fact]
    public void Assemblies_use_those_below_them() => AssemblyRules.Up(AssemblyRules.Arrows()).Should().BeEmpty("dependencies point one way");

    [Fact]
    public void An_assembly_that_uses_one_beside_it_is_found() =>
        AssemblyRules.Up([new("InfraSpecs.Cron", "InfraSpecs.MySql", []), new("InfraSpecs.Cron", "InfraSpecs", [])])
            .Should().Equal("InfraSpecs.Cron -> InfraSpecs.MySql");

    [Fact]
    public void No_assembly_sees_the_inside_of_another() => AssemblyRules.Intimate(Sources.Projects).Should().BeEmpty("each uses what a user can use");

    [Fact]
    public void An_assembly_that_sees_the_inside_of_another_is_found() =>
        AssemblyRules.Intimate([Sources.Project("InfraSpecs") with { Friends = ["InfraSpecs.Cron", "InfraSpecs.Tests"] }, Sources.Project("InfraSpecs.Cron")])
            .Should().Equal("InfraSpecs.Cron sees InfraSpecs");

    [Fact]
    public void No_file_is_longer_than_a_reader_wants() => Sources.Projects.SelectMany(it => Checkout.CodeOf(it.Folder))
        .Where(file => File.ReadLines(file).Count() > LongestFile)
        .Select(file => Path.GetRelativePath(Checkout.Root, file).Replace('\\', '/'))
        .Should().BeEmpty($"a file has at most {LongestFile} lines. Split it by what it does");
}
