using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FluentAssertions;
using InfraSpecs.Assertions.Images;
using InfraSpecs.Images;

namespace InfraSpecs.Assertions;

public sealed partial class ImageFileAssertions
{
    private static readonly TimeSpan MatchWithin = TimeSpan.FromSeconds(10);

    /// <summary>What it holds, to the last byte, in UTF-8.</summary>
    /// <param name="content">The whole text.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageFileAssertions> HaveContent(string content, string because = "", params object[] becauseArgs) =>
        VerifyContent(text => text == content, (because, becauseArgs), $"to hold {ContentText.Cut(content)}", text => ContentText.Difference(content, text));

    /// <summary>A pattern is found in it. In a pattern, ^ and $ are the ends of a line.</summary>
    /// <param name="pattern">A regular expression of .NET.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    /// <exception cref="ArgumentException">It is no regular expression.</exception>
    /// <exception cref="RegexMatchTimeoutException">Matching took longer than 10 seconds.</exception>
    [CustomAssertion]
    public AndConstraint<ImageFileAssertions> MatchContent(string pattern, string because = "", params object[] becauseArgs)
    {
        var regex = Pattern(pattern);
        return VerifyContent(regex.IsMatch, (because, becauseArgs), $"to match {pattern}", text => $"it holds {ContentText.Cut(text)}");
    }

    /// <summary>A pattern is not found in it.</summary>
    /// <inheritdoc cref="MatchContent"/>
    [CustomAssertion]
    public AndConstraint<ImageFileAssertions> NotMatchContent(string pattern, string because = "", params object[] becauseArgs)
    {
        var regex = Pattern(pattern);
        return VerifyContent(text => !regex.IsMatch(text), (because, becauseArgs), $"not to match {pattern}", text => ContentText.At(text, regex.Match(text).Index));
    }

    /// <summary>A value of a JSON document, which must be one by the strict rules: no comments, no commas too many.</summary>
    /// <param name="path">Where it is: "$.server.ports[0]['name']".</param>
    /// <param name="value">The value: a string, a number, true, false, or null.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    /// <exception cref="ArgumentException">It is no such path.</exception>
    [CustomAssertion]
    public AndConstraint<ImageFileAssertions> HaveJson(string path, object? value, string because = "", params object[] becauseArgs)
    {
        var expected = JsonSerializer.SerializeToElement(value);
        return VerifyContent(
            text => ContentText.Json(text, path) is { Value: { } found } && JsonElement.DeepEquals(found, expected), (because, becauseArgs), "to have " + ContentText.Value(path, expected),
            text => ContentText.Json(text, path) is { Value: { } found } ? "found " + ContentText.Value(path, found) : ContentText.Json(text, path).Broken!);
    }

    [CustomAssertion]
    private AndConstraint<ImageFileAssertions> VerifyContent(Func<string, bool> condition, (string, object[]) because, string claim, Func<string, string> found) =>
        Verify(file => Text(file) is { } text && condition(text), because, claim, file => Text(file) is { } text ? found(text) : ContentText.WhyUnknown(file));

    private static string? Text(ImageFile file) => file.Content is { } content ? Encoding.UTF8.GetString(content.Span) : null;

    private static Regex Pattern(string pattern) => new(pattern, RegexOptions.Multiline | RegexOptions.CultureInvariant, MatchWithin);
}
