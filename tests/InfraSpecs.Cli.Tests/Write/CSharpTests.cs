using InfraSpecs.Cli.Write;

namespace InfraSpecs.Cli.Tests.Write;

public sealed class CSharpTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("a \"quoted\" \\ {brace} $dollar @at")]
    [InlineData("two\r\nlines\tand a tab")]
    [InlineData("\0\u0001\u001b[31m\u007f\u0085")]
    [InlineData("\u202E\u2066\u200B\u2028\u2029\uFEFF")]
    [InlineData("Grüße 日本 😀")]
    [InlineData("\"; System.IO.File.Delete(\"x\"); //")]
    public void A_literal_means_the_text(string text) => Compiled.Value(CSharp.Text(text)).Should().Be(text);

    [Fact]
    public void Half_a_letter_is_no_letter_and_kept() => Compiled.Value(CSharp.Text("\uD800 alone")).Should().Be("\uD800 alone");

    [Fact]
    public void What_turns_or_ends_a_line_is_not_in_the_source() => CSharp.Text("a\u202Eb\u2028c\nd é").Should().Be("\"a\\u202Eb\\u2028c\\nd é\"");

    [Theory]
    [InlineData("It listens on port 8080", "It_listens_on_port_8080")]
    [InlineData("api runs only where node.role is not manager", "Api_runs_only_where_node_role_is_not_manager")]
    [InlineData("/usr/bin/backup --all is at 25 6", "Usr_bin_backup_all_is_at_25_6")]
    [InlineData("7z packs", "_7z_packs")]
    [InlineData("日本", "It")]
    public void A_method_is_called_as_the_sentence(string sentence, string name) => CSharp.Method(sentence).Should().Be(name);

    [Fact]
    public void Names_have_an_end()
    {
        CSharp.Method(new string('a', 500)).Should().HaveLength(100);
        CSharp.Class(new string('a', 500)).Should().HaveLength(100);
    }

    [Theory]
    [InlineData("nginx-proxy", "NginxProxy")]
    [InlineData("7zip", "_7zip")]
    [InlineData("base", "Base")]
    [InlineData("___", "Thing")]
    public void A_class_is_called_as_the_thing(string name, string expected) => CSharp.Class(name).Should().Be(expected);

    [Theory]
    [InlineData("My.Specs", true)]
    [InlineData("_a.B1", true)]
    [InlineData("My..Specs", false)]
    [InlineData("1st", false)]
    [InlineData("My Specs", false)]
    [InlineData("my.class", false)]
    [InlineData("", false)]
    public void A_namespace_is_of_names(string name, bool isOne) => CSharp.IsNamespace(name).Should().Be(isOne);
}
