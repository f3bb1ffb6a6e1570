namespace InfraSpecs.Assertions.Internal;

/// <summary>A text that a failure shows as it is, where FluentAssertions would put quotation marks around a string.</summary>
internal sealed class UnquotedText(string text)
{
    public override string ToString() => text;
}
