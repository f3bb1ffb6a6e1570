namespace InfraSpecs.MySql.Tests;

public sealed class ListenersTests
{
    private const string Table = """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 0100007F:0CEA 00000000:0000 0A 00000000:00000000 00:00000000 00000000   999        0 30027655 1 00000000af37fe8a 100 0 0 10 0
           1: 0100007F:0CEB 0100007F:0CEA 01 00000000:00000000 00:00000000 00000000   999        0 30027656 1 00000000af37fe8a 100 0 0 10 0
          sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 00000000000000000000000001000000:817C 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000   999        0 1 1 0 100 0 0 10 0
        """;

    [Fact]
    public void Addresses_are_read_as_the_kernel_writes_them() =>
        Listeners.Parse(Table).Select(it => it.ToString()).Should().Equal("127.0.0.1:3306", "[::1]:33148");
}
