using Xunit.Sdk;

namespace InfraSpecs.Testing;

/// <summary>What an assertion that fails says.</summary>
public static class AssertionText
{
    /// <summary>All of it, without what is blank at its end. Fails if the assertion holds.</summary>
    public static string Of(Action claim) => claim.Should().Throw<XunitException>().Which.Message.ReplaceLineEndings("\n").TrimEnd();

    /// <summary>The sentence, without the evidence.</summary>
    public static string FirstLineOf(Action claim) => Of(claim).Split('\n')[0];

    public static void Fails(Action claim, string text) => Of(claim).Should().Be(text.TrimEnd());

    public static void FailsFirst(Action claim, string line) => FirstLineOf(claim).Should().Be(line);
}
