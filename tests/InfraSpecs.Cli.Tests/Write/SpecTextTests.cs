using InfraSpecs.Cli.Write;

namespace InfraSpecs.Cli.Tests.Write;

public sealed class SpecTextTests
{
    [Fact]
    public void Two_claims_of_one_sentence_have_two_names()
    {
        var twice = new SpecFile { Subject = "x", NeedsEngine = false, Classes = [new SpecClass { Declaration = "X", Claims = [new("It holds", "a()"), new("It holds!", "b()")] }] };
        SpecText.Write(twice).Should().Be("""
            public sealed class X
            {
                [Fact]
                public void It_holds() => a();

                [Fact]
                public void It_holds_2() => b();
            }

            """);
    }

    [Fact]
    public void The_namespace_stands_behind_the_assemblys_attribute()
    {
        var empty = new SpecFile { Subject = "x", Usings = ["B", "A"], Classes = [new SpecClass { Declaration = "X" }] };
        SpecText.Write(empty, "My.Specs").Should().Be("using A;\nusing B;\n\n[assembly: AssemblyFixture(typeof(EngineFixture))]\n\nnamespace My.Specs;\n\npublic sealed class X;\n");
    }
}
