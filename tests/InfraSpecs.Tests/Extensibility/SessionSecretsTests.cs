namespace InfraSpecs.Tests.Extensibility;

public sealed class SessionSecretsTests
{
    [Theory]
    [InlineData("Ocel0t-7", "Ocel0t-7&more")]
    [InlineData("Pel1can-7&more", "Pel1can-7")]
    public void One_that_is_a_part_of_another_leaves_nothing_of_that_to_be_read_whichever_was_known_first(string first, string second)
    {
        Recording.Hide(first);
        Recording.Hide("a secret of something else, and longer", second);
        foreach (var secret in new[] { first, second }) SessionSecrets.Mask($"it said {secret}").Should().Be("it said ***");
    }
}
