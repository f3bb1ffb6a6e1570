using InfraSpecs.Images.Behaviour;

namespace InfraSpecs.Images.Tests.Behaviour;

public sealed class InsideLookTests
{
    private const string Printed = """
        ephemeral 32768	60999
        tcp 00000000:0050 11
        tcp 0100007F:1F90 12
        tcp 0B00007F:9999 13
        tcp6 00000000000000000000000000000000:0050 14
        tcp6 00000000000000000000000001000000:1F91 15
        tcp6 0000000000000000FFFF00000100007F:1F92 16
        udp 00000000:0035 17
        udp 00000000:9C40 18
        process 7 1 S 20 0000000000000000 0000000000001000 0000000180014a07	nginx	/usr/sbin/nginx (deleted)	nginx: worker process\x00
        process 1 0 S 10 0000000000004002 0000000000000000 0000000000000000	my app)	/opt/my app	/opt/my app\x00a b\x00\x00\xc3\xbc\x5c\\\x00
        process 9 1 Z 30 - - -	probe		
        holds 1 11
        holds 7 11
        holds 1 14
        end
        """;

    private static readonly InsideLook Look = InsideLook.Read(Printed);

    [Fact]
    public void Processes_are_read_with_their_words_and_their_signals()
    {
        Look.Processes.Select(it => (it.Id, it.ParentId, it.Name, it.Program, it.IsZombie)).Should().Equal(
            (1, 0, "my app)", "/opt/my app", false), (7, 1, "nginx", "/usr/sbin/nginx", false), (9, 1, "probe", "", true));
        Look.Main!.Words.Should().Equal("/opt/my app", "a b", "", "ü\\\\");
        Look.Processes[2].CommandLine.Should().Be("[probe]");
        Look.Main.Signals.Takes(15).Should().BeTrue();
        Look.Main.Signals.Catches(15).Should().BeFalse();
        (Look.Processes[1].Signals.Catches(15), Look.Processes[1].Signals.Ignores(13)).Should().Be((true, true));
    }

    [Fact]
    public void One_port_of_two_protocol_families_is_one_and_the_engines_name_server_is_none()
    {
        Look.Ports.Select(it => $"{it}{(it.IsLoopbackOnly ? " loopback" : "")}{(it.IsChosen ? " chosen" : "")}").Should().Equal(
            "53/udp", "80/tcp", "8080/tcp loopback", "8081/tcp loopback", "8082/tcp loopback", "40000/udp chosen");
        Look.Ports[1].ProcessIds.Should().Equal(1, 7);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ephemeral 1 2\nprocess 1 0 S")]
    public void What_broke_off_is_no_look(string text) => ((Action)(() => InsideLook.Read(text))).Should().Throw<FormatException>();
}
