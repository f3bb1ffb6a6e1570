using InfraSpecs.Images.Structure.Patterns;

namespace InfraSpecs.Images.Tests.Structure.Patterns;

public sealed class GoPatternTests
{
    [Theory]
    [InlineData("b", "abc")]
    [InlineData("^abc$", "abc")]
    [InlineData(@"one\n$", "one\n")]
    [InlineData("(?m)one$", "one\ntwo\n")]
    [InlineData("(?m)^two$", "one\ntwo\n")]
    [InlineData(@"\Aone", "one")]
    [InlineData(@"two\z", "one\ntwo")]
    [InlineData("(?s)a.b", "a\nb")]
    [InlineData("(?i)STRASSE", "strasse")]
    [InlineData("(?i:A)b", "ab")]
    [InlineData("(?i)[a-c]x", "BX")]
    [InlineData("(?i)k", "\u212A")]
    [InlineData("(?i)ä", "Ä")]
    [InlineData("(?U)a+?", "aa")]
    [InlineData("(?i-s:A.)", "ab")]
    [InlineData(@"\pL\p{Lu}\PL", "äÖ1")]
    [InlineData(@"[\p{Lu}\d]+\P{^L}", "Ä1x")]
    [InlineData("[[:alpha:]][[:^digit:]]", "a-")]
    [InlineData("[^[:space:]]", "x")]
    [InlineData(@"\d\w\s\D\W\S", "1a b-c")]
    [InlineData("[]a]", "]")]
    [InlineData("[^]a]", "b")]
    [InlineData("[a-]", "-")]
    [InlineData(@"[\]\-]", "-")]
    [InlineData("[[a]", "[")]
    [InlineData("[^a]", "\n")]
    [InlineData(@"\Qa.b*\E+c", "a.b**c")]
    [InlineData(@"\Q(((", "(((")]
    [InlineData("(?P<name>a)(?<other>b)", "ab")]
    [InlineData(@"\x41\x{1F600}\101\0", "A😀A\0")]
    [InlineData("a{2,3}b{1}c{0,}", "aab")]
    [InlineData("a{,2}", "a{,2}")]
    [InlineData("{", "{")]
    [InlineData("a{1", "a{1")]
    [InlineData("a{01}", "a{01}")]
    [InlineData(@"\_\/\-", "_/-")]
    [InlineData(@"\bfoo\b", "ä foo-")]
    [InlineData(@"ä\bfoo", "äfoo")]
    [InlineData(@"ä\B", "ää")]
    [InlineData("^.$", "😀")]
    [InlineData("^[^a]$", "😀")]
    [InlineData("^[😀-😃]$", "😂")]
    [InlineData("^😀{2}$", "😀😀")]
    [InlineData("^.$", "\uE000")]
    [InlineData("|b", "")]
    [InlineData("^*", "")]
    [InlineData("(|a)*", "")]
    [InlineData("(a*)(b*)", "")]
    [InlineData("a(?i)*", "")]
    [InlineData("(?:a{10}){100}|b", "b")]
    [InlineData("x{1000}|b", "b")]
    public void A_pattern_of_Go_matches_what_it_matches_there(string pattern, string text) => Matches(pattern, text).Should().BeTrue();

    [Theory]
    [InlineData("one$", "one\n")]
    [InlineData("^two", "one\ntwo")]
    [InlineData("a.b", "a\nb")]
    [InlineData("STRASSE", "strasse")]
    [InlineData("(?i:A)b", "AB")]
    [InlineData(@"\d", "٣")]
    [InlineData(@"\w", "ä")]
    [InlineData(@"\s", "\u00A0")]
    [InlineData(@"\s", "\v")]
    [InlineData("[[:alpha:]]", "ä")]
    [InlineData(@"foo\b", "foo_")]
    [InlineData("^[😀-😃]$", "😄")]
    [InlineData("^.{2}$", "😀")]
    [InlineData(@"[^\x00-\x{10FFFF}]", "a")]
    [InlineData("(?i)[^k]", "K")]
    [InlineData(@"\PL", "ä")]
    public void And_not_what_it_does_not(string pattern, string text) => Matches(pattern, text).Should().BeFalse();

    [Fact]
    public void A_byte_that_is_no_text_is_one_character()
    {
        var bytes = new PatternText(new byte[] { 0x61, 0xE9, 0xFF, 0xE2, 0x82, 0x62 });
        GoPattern.Compile("^a.{4}b$").IsMatch(bytes).Should().BeTrue();
        GoPattern.Compile(@"^a\x{FFFD}").IsMatch(bytes).Should().BeTrue();
        GoPattern.Compile("é").IsMatch(bytes).Should().BeFalse();
    }

    [Theory]
    [InlineData("(?=a)", "invalid or unsupported Perl syntax: `(?=`")]
    [InlineData("(?!a)", "invalid or unsupported Perl syntax: `(?!`")]
    [InlineData("(?<=a)", "invalid or unsupported Perl syntax: `(?<`")]
    [InlineData("(?<!a)b", "invalid or unsupported Perl syntax: `(?<`")]
    [InlineData("(?>a)", "invalid or unsupported Perl syntax: `(?>`")]
    [InlineData("(?x)a", "invalid or unsupported Perl syntax: `(?x`")]
    [InlineData("(?i-)a", "invalid or unsupported Perl syntax: `(?i-)`")]
    [InlineData(@"(a)\1", @"invalid escape sequence: `\1`")]
    [InlineData(@"a\Z", @"invalid escape sequence: `\Z`")]
    [InlineData(@"\G", @"invalid escape sequence: `\G`")]
    [InlineData(@"\C", @"invalid escape sequence: `\C`")]
    [InlineData(@"\8", @"invalid escape sequence: `\8`")]
    [InlineData(@"\h", @"invalid escape sequence: `\h`")]
    [InlineData(@"\xZ", @"invalid escape sequence: `\xZ`")]
    [InlineData(@"\x{110000}", "invalid escape sequence")]
    [InlineData(@"a\", "trailing backslash")]
    [InlineData("*a", "missing argument to repetition operator: `*`")]
    [InlineData("a|*", "missing argument to repetition operator: `*`")]
    [InlineData("(+)", "missing argument to repetition operator: `+`")]
    [InlineData("a**", "invalid nested repetition operator: `**`")]
    [InlineData("a+*", "invalid nested repetition operator: `+*`")]
    [InlineData("a*+", "invalid nested repetition operator: `*+`")]
    [InlineData("a{2}{3}", "invalid nested repetition operator: `{2}{3}`")]
    [InlineData("a???", "invalid nested repetition operator: `???`")]
    [InlineData("a{1001}", "invalid repeat count: `{1001}`")]
    [InlineData("a{3,2}", "invalid repeat count: `{3,2}`")]
    [InlineData("a{99999999999}", "invalid repeat count")]
    [InlineData("((a{100}){100})", "invalid repeat count: `{100}`")]
    [InlineData("(a", "missing closing ): `(a`")]
    [InlineData("a)", "unexpected ): `a)`")]
    [InlineData("[a", "missing closing ]: `[a`")]
    [InlineData("[]", "missing closing ]: `[]`")]
    [InlineData("[b-a]", "invalid character class range: `b-a`")]
    [InlineData("[[:foo:]]", "invalid character class range: `[:foo:]`")]
    [InlineData(@"\p{Foo", "invalid escape sequence")]
    [InlineData(@"\pX", @"invalid character class range: `\pX`")]
    [InlineData("(?P<n>a)(?P<n>b)", "invalid named capture: `(?P<n>`")]
    [InlineData("(?P<a-b>c)", "invalid named capture: `(?P<a-b>`")]
    [InlineData("(?P<n", "invalid named capture: `(?P<n`")]
    public void What_Go_refuses_is_refused_with_its_words(string pattern, string fault)
    {
        var refused = () => GoPattern.Compile(pattern);
        refused.Should().Throw<PatternFaultException>().Which.Message.Should().Contain(fault);
    }

    [Fact]
    public void What_cannot_be_judged_says_so()
    {
        var script = () => GoPattern.Compile(@"\p{Greek}");
        script.Should().Throw<PatternFaultException>().WithMessage("*scripts of Unicode cannot be judged here*");
        var deep = () => GoPattern.Compile(new string('(', 5000) + new string(')', 5000));
        deep.Should().Throw<PatternFaultException>().WithMessage("expression nests too deeply");
        var huge = () => GoPattern.Compile(string.Concat(Enumerable.Range(0x4E00, 3000).Select(it => (char)it)));
        huge.Should().Throw<PatternFaultException>().WithMessage("*more different characters than can be judged here*");
        var longest = () => GoPattern.Compile(new string('a', 70000));
        longest.Should().Throw<PatternFaultException>().WithMessage("*longer than*");
    }

    [Fact]
    public void A_pattern_that_would_take_other_engines_for_ever_takes_none()
    {
        Matches("^(a+)+$", new string('a', 50_000) + "b").Should().BeFalse();
        Matches("(x+x+)+y", new string('x', 50_000)).Should().BeFalse();
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(".*", true)]
    [InlineData("^", true)]
    [InlineData("x*", true)]
    [InlineData("$", true)]
    [InlineData("^$", false)]
    [InlineData(".", false)]
    [InlineData("(?s)^.*$", true)]
    [InlineData("a", false)]
    public void Patterns_that_cannot_fail_are_known(string pattern, bool matchesAnything) => GoPattern.Compile(pattern).MatchesAnything.Should().Be(matchesAnything);

    private static bool Matches(string pattern, string text) => GoPattern.Compile(pattern).IsMatch(new PatternText(text));
}
