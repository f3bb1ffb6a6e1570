using System.Text;
using InfraSpecs.Volumes;

namespace InfraSpecs.Tests.Volumes.Tar;

public sealed class TarTextTests
{
    [Theory]
    [InlineData("plain ☃ é \uFFFD", "plain ☃ é \uFFFD")]
    [InlineData(@"a\b\x41\x2d", @"a\b\x41\x2d")]
    [InlineData(@"\xe9", @"\x5cxe9")]
    [InlineData(@"\x5cxe9", @"\x5cx5cxe9")]
    [InlineData(@"\", @"\")]
    public void Text_is_what_it_is_but_for_what_looks_like_a_byte(string name, string text)
    {
        TarText.Of(Encoding.UTF8.GetBytes(name)).Should().Be(text);
        TarText.ByteCount(text).Should().Be(Encoding.UTF8.GetByteCount(name));
    }

    [Theory]
    [InlineData(new byte[] { 0xE9, (byte)'t' }, @"\xe9t")]
    [InlineData(new byte[] { 0x82, 0xA0 }, @"\x82\xa0")]
    [InlineData(new byte[] { 0xE2, 0x98 }, @"\xe2\x98")]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, @"\xed\xa0\x80")]
    [InlineData(new byte[] { (byte)'\\', 0xFF }, @"\\xff")]
    public void A_byte_that_is_no_UTF8_is_shown_as_such(byte[] name, string text)
    {
        TarText.Of(name).Should().Be(text);
        TarText.ByteCount(text).Should().Be(name.Length);
        TarText.IsPlain(text).Should().BeFalse();
    }
}
