using FluentAssertions.Execution;

namespace InfraSpecs.Images.Tests.Claims;

/// <summary>What a claim that fails says.</summary>
internal static class ClaimText
{
    /// <summary>All of it.</summary>
    public static string Of(Action claim) => claim.Should().Throw<AssertionFailedException>().Which.Message.ReplaceLineEndings("\n");

    /// <summary>The sentence, without the evidence.</summary>
    public static string First(Action claim) => Of(claim).Split('\n')[0];
}
