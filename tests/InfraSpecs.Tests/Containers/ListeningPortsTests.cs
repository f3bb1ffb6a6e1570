namespace InfraSpecs.Tests.Containers;

public sealed class ListeningPortsTests
{
    private const string Head = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

    [Theory]
    [InlineData("", "; nothing in it listens on any port")]
    [InlineData("   0: 0B00007F:A0C1 00000000:0000 0A 0 0 0\n", "; nothing in it listens on any port")]
    [InlineData("   0: 00000000:2382 00000000:0000 01 0 0 0\n", "; nothing in it listens on any port")]
    [InlineData("   0: 00000000:2382 00000000:0000 0A 0 0 0\n", "; it listens on port 9090")]
    [InlineData("   0: 00000000000000000000000000000000:2382 00000000000000000000000000000000:0000 0A 0\n   1: 0100007F:0050 00000000:0000 0A 0\n", "; it listens on ports 80, 9090")]
    [InlineData("   0: 0100007F:1F90 00000000:0000 0A 0\n", "; it listens on 127.0.0.1:8080 alone, which is reached from inside it only: let it listen on 0.0.0.0")]
    [InlineData("   0: 00000000000000000000000001000000:1F90 0:0000 0A 0\n", "; it listens on [::1]:8080 alone, which is reached from inside it only: let it listen on 0.0.0.0")]
    [InlineData("   0: 0000000000000000FFFF00000100007F:1F90 0:0000 0A 0\n", "; it listens on 127.0.0.1:8080 alone, which is reached from inside it only: let it listen on 0.0.0.0")]
    [InlineData("   0: 0100007F:1F90 00000000:0000 0A 0\n   1: 020011AC:1F90 00000000:0000 0A 0\n", "")]
    public void What_is_said_where_port_8080_is_asked(string rows, string said) => ListeningPorts.Say(ListeningPorts.Read(Head + rows), 8080).Should().Be(said);
}
