using System.Text.Json.Nodes;
using InfraSpecs.Images;

namespace InfraSpecs.Cli.Tests;

public sealed class InspectedImageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task It_says_how_the_image_starts_and_what_is_in_it()
    {
        var told = await DescribeAsync(new TestImage().Config("Cmd", new JsonArray("/serve", "-f")).Config("Env", new JsonArray("A=1")).Config("User", "1001")
            .Layer(it => it.Directory("/etc").File("/etc/app.conf", "x=1"), "COPY . / # buildkit").Layer(it => it.Link("/latest", "/etc/app.conf")));
        told.Select(it => it.Key).Should().Equal("name", "source", "id", "digest", "config", "packagesUnknownBecause", "packages", "filesOfNoPackage", "layers");
        told["config"]!["cmd"]!.ToJsonString().Should().Be("""["/serve","-f"]""");
        told["config"]!["env"]!.ToJsonString().Should().Be("""["A=1"]""");
        told["config"]!["user"]!.GetValue<string>().Should().Be("1001");
        told["packagesUnknownBecause"]!.GetValue<string>().Should().Contain("no package database");
        told["filesOfNoPackage"]!.AsArray().Single(it => it!["path"]!.GetValue<string>() == "/etc/app.conf")!.ToJsonString()
            .Should().Be("""{"path":"/etc/app.conf","kind":"File","mode":"0644","userId":0,"groupId":0,"sizeBytes":3,"linkTarget":null}""");
        told["filesOfNoPackage"]!.AsArray().Single(it => it!["path"]!.GetValue<string>() == "/latest")!["linkTarget"]!.GetValue<string>().Should().Be("/etc/app.conf");
        told["layers"]!.AsArray().Select(it => it!["command"]!.GetValue<string>()).Should().Equal("COPY . / # buildkit", "COPY . / # buildkit");
    }

    [Fact]
    public async Task A_secret_is_told_to_no_program()
    {
        var told = await DescribeAsync(new TestImage()
            .Config("Env", new JsonArray("DB_PASSWORD=hunter2secret")).Config("Cmd", new JsonArray("serve", "--password", "hunter2secret"))
            .Config("Labels", new JsonObject { ["db.password"] = "hunter2secret" })
            .Layer(it => it.File("/a"), "RUN |1 TOKEN=hunter2secret /bin/sh -c make # buildkit").Layer(it => it.File("/b"), "|1 WORD=hunter2secret /bin/sh -c make install"));
        told.ToJsonString().Should().NotContain("hunter2secret").And.Contain("DB_PASSWORD=***");
        told["layers"]!.AsArray().Select(it => it!["command"]!.GetValue<string>()).Should().Equal("make # buildkit", "make install");
    }

    public void Dispose() => _folder.Dispose();

    private async Task<JsonObject> DescribeAsync(TestImage image)
    {
        await File.WriteAllBytesAsync(_folder.At("app.tar"), image.ToArchive(), ThisTest.Token);
        return JsonNode.Parse(JsonText.Write(InspectedImage.Describe(await ImageUnderTest.FromArchiveAsync(_folder.At("app.tar"), ThisTest.Token))))!.AsObject();
    }
}
