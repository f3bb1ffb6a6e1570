using InfraSpecs.Report;

namespace InfraSpecs.Tests.Report.Drawing;

public sealed class HtmlTests
{
    [Theory]
    [InlineData("<script>alert('a' & \"b\")</script>", "&lt;script&gt;alert(&#39;a&#39; &amp; &quot;b&quot;)&lt;/script&gt;")]
    [InlineData("a\0b\x1b[31mc\x7f\x85", "a␀b␛[31mc␡�")]
    [InlineData("tab\tline\nend\r\n", "tab\tline\nend\n")]
    [InlineData("😀", "😀")]
    [InlineData("turned \u202e round\u2066\ufffe", "turned � round��")]
    [InlineData("ö 漢 é", "ö 漢 é")]
    [InlineData(null, "")]
    public void What_stands_in_a_hole_is_text(string? text, string expected) => Html.Of($"<b>{text}</b>").ToString().Should().Be($"<b>{expected}</b>");

    [Fact]
    public void Half_a_pair_is_no_character() => Html.Of($"{"\ud83d half"}").ToString().Should().Be("� half");

    [Fact]
    public void Numbers_are_those_of_nobodys_country_and_markup_is_taken_as_it_is() =>
        Html.Of($"""<i style="left:{12.345}%">{1234567}</i>""").Add($"{Html.Of($"<u>{"<"}</u>")}").Add(Html.Of($"!")).ToString().Should().Be("<i style=\"left:12.35%\">1234567</i><u>&lt;</u>!");
}
