namespace InfraSpecs.Tests.Extensibility;

public sealed class KnownSecretsTests
{
    [Theory]
    [InlineData("hunter", "the hunters say hunter", "the ***s say ***")]
    [InlineData("it's", "as SQL 'it''s', in a shell 'it'\\''s', plain it's", "as SQL '***', in a shell '***', plain ***")]
    [InlineData("a\"b", "as JSON {\"x\":\"a\\u0022b\"}, escaped a\\\"b", "as JSON {\"x\":\"***\"}, escaped ***")]
    [InlineData("p@ss/w", "an address amqp://me:p%40ss%2Fw@host", "an address amqp://me:***@host")]
    [InlineData("root", "root is root", "*** is ***")]
    public void They_are_hidden_wherever_they_stand(string secret, string text, string masked)
    {
        var secrets = new KnownSecrets([secret]);
        (secrets.Mask(text), secrets.AreIn(text), secrets.AreIn("nothing of it")).Should().Be((masked, true, false));
    }

    [Theory]
    [InlineData("root", "root may log in with the password root", "root may log in with the password ***")]
    [InlineData("s3cret-Thing", "s3cret-Thing and Xs3cret-Thing", "*** and Xs3cret-Thing")]
    [InlineData("sesame", "open sesame, with 'sesame'", "open sesame, with '***'")]
    public void Where_words_are_given_plain_ones_are_hidden_only_where_they_are_meant(string secret, string text, string masked) =>
        new KnownSecrets([secret], new HashSet<string> { "root" }).Mask(text).Should().Be(masked);

    [Theory]
    [InlineData("password", "a password for password", "a *** for ***")]
    [InlineData("xq", "xqxq", "******")]
    public void In_what_is_written_of_all_of_a_session_a_common_word_is_hidden_only_where_it_is_meant(string secret, string text, string masked)
    {
        new KnownSecrets([secret, "ostrich-feather"]).Mask(text).Should().Be(masked);
        SessionSecrets.Mask(text).Should().Be(text);
        SessionSecrets.Mask($"password={secret} ostrich-feather").Should().Be("password=*** ***");
    }

    [Fact]
    public void Of_two_the_longer_is_hidden_whole() => new KnownSecrets(["ab", "", "abc"]).Mask("abc ab").Should().Be("*** ***");

    [Fact]
    public void What_is_plainly_a_secret_goes_too() => new KnownSecrets([]).Mask("DB_PASSWORD=hush").Should().Be("DB_PASSWORD=***");
}
