using System.Text;
using InfraSpecs.Evidence;

namespace InfraSpecs.Tests.Evidence;

public sealed class RunLineTests
{
    [Fact]
    public void A_line_is_one_object_with_its_kind_and_time() =>
        Format(new { wait = 3, text = "1 of 2", none = (string?)null }).Should().Be("""{"k":"answer","t":12,"wait":3,"text":"1 of 2"}""" + "\n");

    [Fact]
    public void Texts_are_masked_wherever_they_stand() => Format(new { deep = new { list = new[] { "a", "hunter2" } } }).Should().Contain("""{"list":["a","***"]}""");

    [Fact]
    public void An_endless_text_is_cut_and_says_how_long_it_was() =>
        Format(new { text = new string('x', 1_000_000) }).Should().Be($$"""{"k":"answer","t":12,"text":"{{new string('x', RunLine.LongestText)}}… (1000000 characters)"}""" + "\n");

    [Fact]
    public void A_secret_at_the_cut_is_masked_before() =>
        Format(new { text = new string('x', RunLine.LongestText - 3) + "hunter2" }).Should().NotContain("hun").And.Contain("***");

    [Fact]
    public void What_is_no_text_is_written_all_the_same() => Format(new { text = "a\0\u0007\ud800b\n" }).Should().Contain("""\u0000\u0007""").And.HaveLength("""{"k":"answer","t":12,"text":"a\u0000\u0007?b\n"}""".Length + 1);

    private static string Format(object fields) =>
        Encoding.UTF8.GetString(new RunLine(text => text.Replace("hunter2", "***", StringComparison.Ordinal)).Format(12, "answer", fields).Span);
}
