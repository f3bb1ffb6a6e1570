namespace InfraSpecs.Architecture.Tests;

public sealed class MirrorTests
{
    [Fact]
    public void A_test_is_in_the_folder_of_what_it_tests() =>
        Mirror.Pairs.SelectMany(it => Mirror.Astray(it.Sources, it.Tests)).Should().BeEmpty("who finds a file finds its tests. Move them with git mv, and their namespaces too");

    [Fact]
    public void A_test_elsewhere_is_found() =>
        Mirror.Astray(["Images/Dockerfile.cs", "Images/ImageBuild.Classic.cs", "Wait.cs"],
            ["Volumes/DockerfileTests.cs", "Images/ImageBuildTests.cs", "WaitTests.cs", "Volumes/OtherTests.cs", "Volumes/Wait.cs"])
            .Should().Equal("Volumes/DockerfileTests.cs -> Images/");

    [Fact]
    public void Folders_of_tests_are_those_of_what_they_test() => Mirror.Pairs.SelectMany(it => Mirror.Strange(it.Sources, it.Tests)).Should().BeEmpty("tests mirror src");

    [Fact]
    public void A_folder_of_tests_alone_is_found() => Mirror.Strange(["Images/Dockerfile.cs"], ["Images/OtherTests.cs", "Claims/ClaimTests.cs", "Fakes.cs"]).Should().Equal("Claims");

    [Fact]
    public void What_runs_an_engine_is_called_Specs_and_what_does_not_Tests() => Mirror.Projects.SelectMany(it => Mirror.Misnamed(it.Project, it.Tests)).Should().BeEmpty();

    [Fact]
    public void A_name_that_says_something_else_is_found()
    {
        Mirror.Misnamed("InfraSpecs.Cron.Tests", ["ZoneTests.cs", "Zones/ZoneSpecs.cs", "Zones.cs"]).Should().Equal("Zones/ZoneSpecs.cs", "Zones.cs");
        Mirror.Misnamed("InfraSpecs.EngineSpecs", ["ZoneTests.cs", "Zones/ZoneSpecs.cs"]).Should().Equal("ZoneTests.cs");
    }

    [Fact]
    public void All_projects_of_tests_are_looked_at()
    {
        Mirror.Pairs.Should().HaveCountGreaterThan(7);
        Mirror.Projects.Where(it => it.Tests.Count > 0).Select(it => it.Project).Should().Contain(["InfraSpecs.Tests", "InfraSpecs.EngineSpecs", "Walkthrough.Specs"]);
    }
}
