using System.Text.Json.Nodes;
using InfraSpecs.Images;
using static InfraSpecs.Testing.AssertionText;

namespace InfraSpecs.Assertions.Tests.Images;

public sealed class ImageConfigAssertionsTests : IAsyncLifetime
{
    private ImageUnderTest _full = null!;
    private ImageUnderTest _bare = null!;

    public async ValueTask InitializeAsync()
    {
        _full = await new TestImage()
            .Config("Entrypoint", new JsonArray("/app", "--serve")).Config("Cmd", new JsonArray("cron", "-f")).Config("Env", new JsonArray("PATH=/usr/bin", "LANG=C.UTF-8", "DB_PASSWORD=hunter2"))
            .Config("User", "app").Config("WorkingDir", "/srv/").Config("StopSignal", "SIGQUIT").Config("Labels", new JsonObject { ["version"] = "1.4", ["maintainer"] = "me" })
            .Config("ExposedPorts", new JsonObject { ["80/tcp"] = new JsonObject(), ["53/udp"] = new JsonObject() }).Config("Volumes", new JsonObject { ["/data"] = new JsonObject() })
            .Config("Healthcheck", new JsonObject { ["Test"] = new JsonArray("CMD-SHELL", "curl -f localhost") })
            .Layer(l => l.Directory("/etc").File("/etc/passwd", "root:x:0:0::/:\napp:x:1001:1001::/:\nboss:x:0:0::/:\n").File("/etc/group", "root:x:0:\n")).ReadAsync("app:1");
        _bare = await new TestImage().Layer(l => l.File("/x")).ReadAsync("bare:1");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void Claims_that_are_true_pass()
    {
        _full.Should().HaveEntrypoint("/app", "--serve").And.HaveCmd("cron", "-f").And.HaveEnv("LANG").And.HaveEnv("LANG", "C.UTF-8").And.NotHaveEnv("LANGUAGE")
            .And.HaveLabel("version").And.HaveLabel("version", "1.4").And.NotHaveLabel("vendor").And.HaveUser("app").And.NotRunAsRoot().And.HaveWorkingDir("/srv")
            .And.ExposePort(80).And.ExposePort("53/udp").And.NotExposePort(443).And.NotExposeOtherPortsThan("80", "53/udp", "443").And.DeclareVolume("/data/").And.NotDeclareVolume("/srv")
            .And.HaveHealthcheck().And.HaveHealthcheck("CMD-SHELL", "curl -f localhost").And.HaveStopSignal("QUIT").And.HaveStopSignal("3").And.HavePlatform("linux/amd64")
                .And.HavePlatform("linux/amd64/v1");
        _bare.Should().HaveNoEntrypoint().And.HaveNoCmd().And.HaveUser("root").And.HaveUser("0:0").And.HaveWorkingDir("/").And.NotExposeOtherPortsThan().And.HaveNoHealthcheck()
            .And.HaveStopSignal("TERM").And.HaveStopSignal("15");
    }

    public static TheoryData<string, Action<ImageUnderTest>, string> Failures() => new()
    {
        { "full", it => it.Should().HaveEntrypoint("/app"), "to have entrypoint [\"/app\"], but found [\"/app\",\"--serve\"]." },
        { "bare", it => it.Should().HaveEntrypoint(["/app"], "it {0}", "serves"), "to have entrypoint [\"/app\"] because it serves, but it has none." },
        { "full", it => it.Should().HaveNoEntrypoint(), "to have no entrypoint, but found [\"/app\",\"--serve\"]." },
        { "full", it => it.Should().HaveCmd("cron -f"), "to have cmd [\"cron -f\"], but found [\"cron\",\"-f\"], which has the same letters in other words." },
        { "full", it => it.Should().HaveNoCmd("x"), "to have no cmd because x, but found [\"cron\",\"-f\"]." },
        { "full", it => it.Should().HaveEnv("LAN"), "to have env LAN, but it is not set; LANG is." },
        { "bare", it => it.Should().HaveEnv("LANG", "C"), "to have env LANG=C, but it is not set." },
        { "full", it => it.Should().HaveEnv("LANG", "C"), "to have env LANG=C, but found LANG=C.UTF-8." },
        { "full", it => it.Should().HaveEnv("DB_PASSWORD", "other"), "to have env DB_PASSWORD=***, but found DB_PASSWORD=***." },
        { "full", it => it.Should().NotHaveEnv("DB_PASSWORD"), "not to have env DB_PASSWORD, but found DB_PASSWORD=***." },
        { "full", it => it.Should().HaveLabel("vendor"), "to have label vendor, but there is none of that name, only maintainer, version." },
        { "full", it => it.Should().HaveLabel("version", "1.5"), "to have label version=1.5, but found \"1.4\"." },
        { "full", it => it.Should().NotHaveLabel("version"), "not to have label version, but found \"1.4\"." },
        { "full", it => it.Should().HaveUser("root"), "to have user root, but found app." },
        { "bare", it => it.Should().HaveUser("app"), "to have user app, but none is set, which is root." },
        { "bare", it => it.Should().NotRunAsRoot("it faces the net"), "not to run as root because it faces the net, but no user is set, which is root." },
        { "full", it => it.Should().HaveWorkingDir("/app"), "to have working directory /app, but found /srv/." },
        { "bare", it => it.Should().HaveWorkingDir("/app"), "to have working directory /app, but none is set, which is /." },
        { "full", it => it.Should().ExposePort(8080), "to expose port 8080/tcp, but found 53/udp, 80/tcp." },
        { "bare", it => it.Should().ExposePort("53/UDP"), "to expose port 53/udp, but found none." },
        { "full", it => it.Should().NotExposePort(80), "not to expose port 80/tcp, but it does." },
        { "full", it => it.Should().NotExposeOtherPortsThan("80"), "to expose no ports but 80/tcp, but found 53/udp too." },
        { "full", it => it.Should().DeclareVolume("/var"), "to declare volume /var, but found /data." },
        { "full", it => it.Should().NotDeclareVolume("/data"), "not to declare volume /data, but it does." },
        { "bare", it => it.Should().HaveHealthcheck(), "to have a health check, but it has none." },
        { "full", it => it.Should().HaveHealthcheck("CMD", "/check"), "to have health check [\"CMD\",\"/check\"], but found [\"CMD-SHELL\",\"curl -f localhost\"]." },
        { "full", it => it.Should().HaveNoHealthcheck(), "to have no health check, but found [\"CMD-SHELL\",\"curl -f localhost\"]." },
        { "full", it => it.Should().HaveStopSignal("SIGTERM"), "to have stop signal SIGTERM, but found SIGQUIT." },
        { "bare", it => it.Should().HaveStopSignal("SIGINT"), "to have stop signal SIGINT, but none is set, which is SIGTERM." },
        { "full", it => it.Should().HavePlatform("linux/arm64"), "to have platform linux/arm64, but found linux/amd64." },
    };

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public void A_claim_that_fails_says_what_there_is(string which, Action<ImageUnderTest> claim, string sentence)
    {
        var image = which == "full" ? _full : _bare;
        FirstLineOf(() => claim(image)).Should().EndWith($"\"{image.Name}\" {sentence}");
    }

    [Fact]
    public void The_configuration_is_shown_without_secrets() => Of(() => _full.Should().HaveUser("root")).Should().Be("""
        Expected _full "app:1" to have user root, but found app.

        With configuration:
        platform    linux/amd64
        user        app
        workdir     /srv/
        entrypoint  ["/app","--serve"]
        cmd         ["cron","-f"]
        healthcheck ["CMD-SHELL","curl -f localhost"]
        stopsignal  SIGQUIT
        ports       53/udp, 80/tcp
        volumes     /data
        env         PATH=/usr/bin
        env         LANG=C.UTF-8
        env         DB_PASSWORD=***
        label       version=1.4
        label       maintainer=me
        """);

    [Theory]
    [InlineData("0", "its user 0 is number 0, root")]
    [InlineData("root:root", "its user root:root is number 0, root")]
    [InlineData("boss", "its user boss is number 0, root")]
    [InlineData("web", "as whom cannot be known: its user is web, and its /etc/passwd has no user \"web\", so that no container of it starts")]
    public async Task NotRunAsRoot_looks_names_up(string user, string found)
    {
        var image = await new TestImage().Config("User", user)
            .Layer(l => l.Directory("/etc").File("/etc/passwd", "root:x:0:0::/:\nboss:x:0:0::/:\n").File("/etc/group", "root:x:0:\n")).ReadAsync();
        FirstLineOf(() => image.Should().NotRunAsRoot()).Should().EndWith($"not to run as root, but {found}.");
    }

    [Fact]
    public void A_health_check_of_NONE_is_none() =>
        FirstLineOf(() => new TestImage().Config("Healthcheck", new JsonObject { ["Test"] = new JsonArray("NONE") }).Layer(l => l.File("/x")).ReadAsync().Result.Should().HaveHealthcheck())
            .Should().EndWith("to have a health check, but it has none.");

    [Fact]
    public async Task An_image_without_labels_is_said_to_have_none()
    {
        var image = await new TestImage().Layer(l => l.File("/x")).ReadAsync();
        FirstLineOf(() => image.Should().HaveLabel("x", "y")).Should().EndWith("to have label x=y, but it has no labels.");
    }

    [Fact]
    public async Task A_port_of_an_image_that_is_none_is_shown_as_it_is()
    {
        var image = await new TestImage().Config("ExposedPorts", new JsonObject { ["http/tcp"] = new JsonObject(), ["80"] = new JsonObject() }).Layer(l => l.File("/x")).ReadAsync();
        image.Should().ExposePort(80);
        FirstLineOf(() => image.Should().ExposePort(443)).Should().EndWith("to expose port 443/tcp, but found 80/tcp, http/tcp.");
        FirstLineOf(() => image.Should().NotExposeOtherPortsThan("80")).Should().EndWith("to expose no ports but 80/tcp, but found http/tcp too.");
    }

    [Fact]
    public void Claims_that_make_no_sense_are_refused()
    {
        var words = () => _full.Should().HaveCmd();
        words.Should().Throw<ArgumentException>().WithMessage("HaveNoCmd is the claim that there is none.*");
        var env = () => _full.Should().NotHaveEnv("DB_PASSWORD=hunter2");
        env.Should().Throw<ArgumentException>().WithMessage("\"DB_PASSWORD=…\" is no variable's name: its value is another argument.*");
        var signal = () => _full.Should().HaveStopSignal("SIGFOO");
        signal.Should().Throw<ArgumentException>().WithMessage("There is no signal SIGFOO.*");
        var port = () => _full.Should().ExposePort("http");
        port.Should().Throw<ArgumentException>().WithMessage("There is no port http: write it as 80, 80/tcp or 53/udp.*");
    }
}
