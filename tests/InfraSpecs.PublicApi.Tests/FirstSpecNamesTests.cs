using System.Reflection;

namespace InfraSpecs.PublicApi.Tests;

public sealed class FirstSpecNamesTests
{
    [Fact]
    public void What_comes_with_the_package_has_no_name_that_stands_beside_it()
    {
        var ours = NamesOf(PublicApiTests.Assemblies.Select(it => it.Data), "InfraSpecs", "InfraSpecs.Xunit").ToList();
        ours.Should().Contain(["Container", "Engine", "EngineFixture"]);
        string[] theirs =
        [
            .. Assembly.Load("Testcontainers").GetExportedTypes().Where(it => !it.IsNested).Select(NameOf),
            .. NamesOf(["FluentAssertions"], "FluentAssertions"),
            .. NamesOf(["xunit.v3.assert", "xunit.v3.core", "xunit.v3.common"], "Xunit"),
        ];
        theirs.Should().Contain(["ContainerBuilder", "AssertionExtensions", "TestContext"]);
        ours.Intersect(theirs).Should().BeEmpty("a file that uses both does not compile");
    }

    private static IEnumerable<string> NamesOf(IEnumerable<string> assemblies, params string[] namespaces) =>
        assemblies.SelectMany(it => Assembly.Load(it).GetExportedTypes()).Where(it => !it.IsNested && namespaces.Contains(it.Namespace)).Select(NameOf);

    private static string NameOf(Type type) => type.Name.Split('`')[0];
}
