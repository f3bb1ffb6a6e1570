using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Images;

/// <summary>The probe that looks from inside a network judges answers as the one in this process does.</summary>
[RequiresEngine]
public sealed class ProbeImageSpecs(EngineFixture fixture)
{
    private const string Chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    private const string Plain = "HTTP/1.1 200 OK\r\n";

    private static readonly (string Answer, string Verdict)[] Answers =
    [
        (Plain + "Content-Length: 2\r\n\r\nhi", "200 - =hi"),
        (Plain + "\r\nuntil the end", "200 - =until the end"),
        (Plain + "Content-Length: 2, 2\r\n\r\nhi", "200 - =hi"),
        ("HTTP/1.1 204 No\r\nContent-Length: 5\r\n\r\n", "204 - ="),
        (Chunked + "2;a=b\r\nhi\r\n1\r\n!\r\n0\r\nX-Sum: 5\r\n\r\n", "200 - =hi!"),
        ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 503 No\r\nContent-Length: 2\r\n\r\nno", "503 - =no"),
        (Chunked + "ZZZZ\r\nhi\r\n0\r\n\r\n", "200 broken ="),
        (Chunked + "FFFFFFFF\r\nhi", "200 broken =hi"),
        (Chunked + "2\r\nhi\r\n0\r\n", "200 broken =hi"),
        (Plain + "Content-Length: -5\r\n\r\nhello", "0 broken ="),
        (Plain + "Content-Length: 12345678901234567890123\r\n\r\nhello", "0 broken ="),
        (Plain + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!", "0 broken ="),
        (Plain + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n", "0 broken ="),
        (Plain + "Content-Length: 1\r\n 0\r\n\r\nhello", "0 broken ="),
        (Plain + "Transfer-Encoding: gzip,\r\n chunked\r\n\r\n5\r\nhi", "0 broken ="),
        (Plain + "X-Long: a\r\n  folded\r\nContent-Length: 2\r\n\r\nhi", "200 - =hi"),
        ("HTTP/1.1 100 Continue\r\n\r\n", "0 broken ="),
        ("", "0 reset ="),
    ];

    [Fact]
    public async Task Answers_are_judged_by_RFC_9112()
    {
        // In the machine's own network it reaches this process.
        var builder = fixture.Engine.NewContainer(await fixture.Engine.Images.GetAsync("probe", Token), "probe").WithCreateParameterModifier(create => create.HostConfig!.NetworkMode = "host");
        await using var probe = await fixture.Engine.StartAsync(builder, Token);
        await using var server = Listener.Answering(number => Answers[number].Answer);
        var outcome = await probe.ExecAsync(["/probe", "get", .. server.Address.Split(':'), "/", $"{Answers.Length}", "5000"], new ExecOptions(), Token);
        outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).Where(it => it[0] == "r")
            .Select(it => $"{it[3]} {it[4]} {it[^1]}").Should().Equal(Answers.Select(it => it.Verdict));
    }
}
