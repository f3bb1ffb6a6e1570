using System.Text;

namespace InfraSpecs.Tests.Http;

/// <summary>An answer is good if it is whole by RFC 9112, and every client would read it alike.</summary>
public sealed class HttpResponseReaderTests
{
    private const string Chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    private const string Plain = "HTTP/1.1 200 OK\r\n";

    [Theory]
    [InlineData(Plain + "Content-Length: 2\r\n\r\nhi", "hi")]
    [InlineData(Plain + "Content-Length: 0\r\n\r\n", null)]
    [InlineData(Plain + "content-length:\t2 \r\n\r\nhi", "hi")]
    [InlineData(Plain + "Content-Length: 2\r\nContent-Length: 2\r\n\r\nhi", "hi")]
    [InlineData(Plain + "Content-Length: 2, 2\r\n\r\nhi", "hi")]
    [InlineData(Plain + "Content-Length: 2\r\n\r\nhi and more", "hi")]
    [InlineData(Plain + "\r\nuntil the end", "until the end")]
    [InlineData("HTTP/1.0 200 OK\r\n\r\nold", "old")]
    [InlineData("HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nhi", "hi")]
    [InlineData("HTTP/1.1 200 \r\nContent-Length: 2\r\n\r\nhi", "hi")]
    [InlineData("HTTP/1.1 200 OK\nContent-Length: 2\n\nhi", "hi")]
    [InlineData(Plain + "X-Long: a\r\n  folded\r\nContent-Length: 2\r\n\r\nhi", "hi")]
    [InlineData(Chunked + "2\r\nhi\r\n0\r\n\r\n", "hi")]
    [InlineData(Chunked + "2;a=b;c=\"d\"\r\nhi\r\n1 ;x\r\n!\r\n000\r\n\r\n", "hi!")]
    [InlineData(Chunked + "0000000000000002\r\nhi\r\n0\r\nX-Sum: 5\r\nX-More: 6\r\n\r\n", "hi")]
    [InlineData(Chunked + "a\r\n0123456789\r\n0\r\n\r\n", "0123456789")]
    [InlineData(Chunked + "5\r\n0\r\n\r\n\r\n0\r\n\r\n", "0\r\n\r\n")]
    [InlineData(Plain + "Transfer-Encoding: gzip, chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n", "hi")]
    [InlineData(Plain + "Transfer-Encoding: gzip\r\nTransfer-Encoding: CHUNKED\r\n\r\n2\r\nhi\r\n0\r\n\r\n", "hi")]
    [InlineData(Plain + "Transfer-Encoding: gzip\r\n\r\nuntil the end", "until the end")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + Plain + "Content-Length: 2\r\n\r\nhi", "hi")]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", null)]
    [InlineData("HTTP/1.1 204 No Content\r\nContent-Length: 10\r\n\r\n", null)]
    [InlineData("HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n", null)]
    public void What_is_whole_is_good(string answer, string? body)
    {
        foreach (var pieces in new[] { 1, 7, 1 << 20 })
        {
            var sample = Read(answer, pieces);
            sample.IsGood.Should().BeTrue();
            sample.BodyStart.Should().Be(body);
        }
    }

    [Theory]
    [InlineData(Chunked + "ZZZZ\r\nhi\r\n0\r\n\r\n")]
    [InlineData(Chunked + "FFFFFFFF\r\nhi\r\n0\r\n\r\n")]
    [InlineData(Chunked + "FFFFFFFFFFFFFFFF\r\nhi\r\n0\r\n\r\n")]
    [InlineData(Chunked + "10000000000000002\r\nhi\r\n0\r\n\r\n")]
    [InlineData(Chunked + "-2\r\nhi\r\n0\r\n\r\n")]
    [InlineData(Chunked + "+2\r\nhi\r\n0\r\n\r\n")]
    [InlineData(Chunked + "0x2\r\nhi\r\n0\r\n\r\n")]
    [InlineData(Chunked + " 2\r\nhi\r\n0\r\n\r\n")]
    [InlineData(Chunked + "2 \r\nhi\r\n0\r\n\r\n")]
    [InlineData(Chunked + "\r\nhi\r\n0\r\n\r\n")]
    [InlineData(Chunked + ";a\r\nhi\r\n0\r\n\r\n")]
    [InlineData(Chunked + "2\nhi\n0\n\n")]
    [InlineData(Chunked + "2\r\nhi there\r\n0\r\n\r\n")]
    [InlineData(Chunked + "2\r\nhi0\r\n\r\n")]
    [InlineData(Chunked + "2\r\nhi\r\n")]
    [InlineData(Chunked + "2\r\nhi\r\n0\r\n")]
    [InlineData(Chunked + "2\r\nhi\r\n0\r\nX-Sum: 5\r\n")]
    [InlineData(Chunked + "2\r\nhi\r\n0\r\nno field\r\n\r\n")]
    [InlineData(Chunked)]
    [InlineData(Plain + "Content-Length: -5\r\n\r\nhello")]
    [InlineData(Plain + "Content-Length: +5\r\n\r\nhello")]
    [InlineData(Plain + "Content-Length: 5x\r\n\r\nhello")]
    [InlineData(Plain + "Content-Length: 0x5\r\n\r\nhello")]
    [InlineData(Plain + "Content-Length: 5 5\r\n\r\nhello")]
    [InlineData(Plain + "Content-Length:\r\n\r\nhello")]
    [InlineData(Plain + "Content-Length: 12345678901234567890123\r\n\r\nhello")]
    [InlineData(Plain + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!")]
    [InlineData(Plain + "Content-Length: 5, 6\r\n\r\nhello!")]
    [InlineData(Plain + "Content-Length: 10\r\n\r\nhalf")]
    [InlineData(Plain + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n")]
    [InlineData(Plain + "Transfer-Encoding: chunked, gzip\r\n\r\n2\r\nhi\r\n0\r\n\r\n")]
    [InlineData(Plain + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n")]
    [InlineData(Plain + "Content-Length : 2\r\n\r\nhi")]
    [InlineData(Plain + " Content-Length: 2\r\n\r\nhi")]
    [InlineData(Plain + "Content-Length: 1\r\n 0\r\n\r\nhi")]
    [InlineData(Plain + "Content-Length: 2\r\n\t, 3\r\n\r\nhi")]
    [InlineData(Plain + "Transfer-Encoding: gzip,\r\n chunked\r\n\r\n5\r\nhi")]
    [InlineData(Plain + "Transfer-Encoding: gzip\r\n ,\r\n chunked\r\n\r\n5\r\nhi")]
    [InlineData(Plain + "no field\r\n\r\nhi")]
    [InlineData(Plain + ": no name\r\n\r\nhi")]
    [InlineData(Plain + "X: a\rContent-Length: 2\r\n\r\nhi")]
    [InlineData(Plain + "X: a\0b\r\nContent-Length: 2\r\n\r\nhi")]
    [InlineData(Plain + "Content-Length: 2\r\n")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\n\r\n")]
    [InlineData("HTTP/1.1 2000 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 20 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 abc OK\r\n\r\n")]
    [InlineData("HTTP/1.1 099 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 777 OK\r\n\r\n")]
    [InlineData("HTTP/1.1  200 OK\r\n\r\n")]
    [InlineData("HTTP/2.0 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.x 200 OK\r\n\r\n")]
    [InlineData("http/1.1 200 OK\r\n\r\n")]
    [InlineData("\r\nHTTP/1.1 200 OK\r\n\r\n")]
    [InlineData("SSH-2.0-what\r\n")]
    public void What_is_not_is_broken(string answer)
    {
        foreach (var pieces in new[] { 1, 7, 1 << 20 }) Read(answer, pieces).Failure.Should().Be(HttpFailure.Broken);
    }

    [Fact]
    public void Nothing_at_all_is_closed() => Read("", 1).Failure.Should().Be(HttpFailure.Closed);

    [Theory]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n", 503)]
    [InlineData("HTTP/1.1 404 No\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nno\r\n0\r\n\r\n", 404)]
    public void The_status_is_the_final_one(string answer, int status)
    {
        var sample = Read(answer, 3);
        sample.Status.Should().Be(status);
        sample.Failure.Should().Be(HttpFailure.Status);
    }

    [Fact]
    public void What_never_ends_is_broken()
    {
        Read(Plain + "X: " + new string('a', 1 << 17), 1 << 20).Failure.Should().Be(HttpFailure.Broken);
        Read(Plain + string.Concat(Enumerable.Repeat("X: a\r\n", 100_000)), 1 << 20).Failure.Should().Be(HttpFailure.Broken);
        Read(string.Concat(Enumerable.Repeat("HTTP/1.1 100 Continue\r\n\r\n", 100_000)), 1 << 20).Failure.Should().Be(HttpFailure.Broken);
        Read(Chunked + "1;" + new string('a', 1 << 17), 1 << 20).Failure.Should().Be(HttpFailure.Broken);
        Read(Chunked + "0\r\n" + string.Concat(Enumerable.Repeat("X: a\r\n", 100_000)), 1 << 20).Failure.Should().Be(HttpFailure.Broken);
    }

    [Fact]
    public void A_long_body_is_read_to_its_end_and_only_its_beginning_is_kept()
    {
        var body = string.Concat(Enumerable.Repeat("0123456789", 100_000));
        var sample = Read($"{Plain}X-Served-By: a\r\nX-Proxied-By: b\r\nContent-Length: {body.Length}\r\n\r\n{body}", 1 << 20);
        (sample.IsGood, sample.Replica, sample.Proxy).Should().Be((true, "a", "b"));
        sample.BodyStart.Should().Be(body[..128]);
        Read($"{Plain}Content-Length: {body.Length + 1}\r\n\r\n{body}", 1 << 20).Failure.Should().Be(HttpFailure.Broken);
    }

    private static HttpSample Read(string answer, int pieces) => HttpResponseReader.Read(new InPieces(Encoding.Latin1.GetBytes(answer), pieces), new HttpProbeOptions());

    /// <summary>As a network may deliver it.</summary>
    private sealed class InPieces(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, most)]);
    }
}
