namespace InfraSpecs.Registry.Tests.Server;

/// <summary>Lines as distribution writes them.</summary>
public sealed class RegistryLogTests
{
    private const string Error = """time="2026-11-29T15:34:22Z" level=error msg="response completed with error" err.code=unknown err.detail="filesystem: mkdir /var/lib/registry/docker: read-only file system" err.message="unknown error" http.request.method=POST http.request.uri=/v2/a/b/blobs/uploads/ http.response.status=500""";
    private const string Junk = """time="2026-11-29T15:34:22Z" level=warning msg="error authorizing context: htpasswd: invalid entry at line 1: \"jo s3cret\"" http.request.method=POST http.request.uri=/v2/a/b/blobs/uploads/ vars.name=a/b""";
    private const string Quoted = """time="2026-11-29T15:34:22Z" level=error msg="response completed with error" err.detail="write: no space left on device" http.request.uri="/v2/a/b/blobs/uploads/1?_state=x" http.response.status=500""";

    [Fact]
    public void The_cause_of_the_last_request_to_a_path_is_read()
    {
        string[] log = ["10.0.0.1 - - \"POST /v2/a/b/blobs/uploads/ HTTP/1.1\" 500", Error.Replace("read-only", "older", StringComparison.Ordinal), Error];
        RegistryLog.CauseIn(log, "/v2/a/b/blobs/uploads/").Should().Be(
            new RegistryCause("filesystem: mkdir /var/lib/registry/docker: read-only file system", "let the registry write to what is mounted there."));
        RegistryLog.CauseIn(log, "/v2/other/blobs/uploads/").Should().BeNull();
        RegistryLog.CauseIn([Quoted], "/v2/a/b/blobs/uploads/")!.Why.Should().Be("write: no space left on device");
    }

    [Theory]
    [InlineData("[::]:5001", "[::]:5001")]
    [InlineData("127.0.0.1:5000", "127.0.0.1:5000")]
    [InlineData("[::]:5000", null)]
    [InlineData("[::]:5000, tls", null)]
    public void Where_it_listens_is_told_if_that_is_elsewhere(string at, string? other) =>
        RegistryLog.OtherAddressIn(["x", $"time=\"2026-11-29T15:34:14Z\" level=info msg=\"listening on {at}\" go.version=go1.24.4", "y"]).Should().Be(other);

    [Fact]
    public void A_line_of_a_password_file_is_not_shown() =>
        RegistryLog.CauseIn([Junk], "/v2/a/b/")!.Why.Should().Be("htpasswd: invalid entry at line 1");

    [Theory]
    [InlineData("filesystem: mkdir /x: read-only file system", true)]
    [InlineData("write /x: no space left on device", true)]
    [InlineData("context canceled", false)]
    public void What_does_not_pass_by_itself_is_known(string why, bool isLasting) => RegistryLog.IsLasting(new(why, "")).Should().Be(isLasting);
}
