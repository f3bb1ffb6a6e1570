using InfraSpecs.Images.Tree;

namespace InfraSpecs.Images.Tests.Tree;

public sealed class FileCapabilitiesTests
{
    /// <summary>Permitted and inheritable of the lower 32, then of the others; each with the lowest byte first.</summary>
    [Theory]
    [InlineData("01000002 00200000 00000000 00000000 00000000", "cap_net_raw=ep")]
    [InlineData("00000002 00200000 00000000 00000000 00000000", "cap_net_raw=p")]
    [InlineData("01000002 00300000 00000000 00000000 00000000", "cap_net_admin,cap_net_raw=ep")]
    [InlineData("01000002 01200000 00200000 00000000 00000000", "cap_net_raw=eip cap_chown+ep")]
    [InlineData("00000002 00200000 01000000 00000000 00000000", "cap_chown=i cap_net_raw+p")]
    [InlineData("01000002 00000000 00000000 00010000 00000000", "cap_checkpoint_restore=ep")]
    [InlineData("01000002 ffffffff 00000000 ffffffff 00000000", "=ep")]
    [InlineData("01000002 ffffffff 00000000 ff010000 00000000", "=ep")]
    [InlineData("00000002 feffffff 00000000 ffffffff 00000000", "=p cap_chown-p")]
    [InlineData("01000001 00200000 00000000", "cap_net_raw=ep")]
    [InlineData("01000003 00200000 00000000 00000000 00000000 e8030000", "cap_net_raw=ep [rootid=1000]")]
    [InlineData("01000002 00000000 00000000 00000000 00000000", "=")]
    [InlineData("01000007 00200000 00000000 00000000 00000000", "unreadable (revision 7, 20 bytes)")]
    [InlineData("01000002 00200000", "unreadable (revision 2, 8 bytes)")]
    [InlineData("0100", "unreadable (revision 0, 2 bytes)")]
    public void Are_written_as_getcap_does(string bytes, string expected) => FileCapabilities.Decode(Convert.FromHexString(bytes.Replace(" ", ""))).Should().Be(expected);

    [Fact]
    public void None_is_none() => FileCapabilities.Decode(null).Should().BeNull();
}
