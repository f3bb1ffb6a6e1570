using System.Text;
using InfraSpecs.Images.Config;

namespace InfraSpecs.Images.Tests.Config;

public sealed class ConfigReaderTests
{
    private const string Zeros = "0000000000000000000000000000000000000000000000000000000000000000";

    private static readonly string DiffId = "sha256:" + Zeros;

    [Fact]
    public void All_that_an_image_declares_is_read()
    {
        var config = Read($$$"""
            {"os":"linux","architecture":"arm","variant":"v7","created":"2024-05-01T12:00:00.123456789Z","author":"me","rootfs":{"type":"layers","diff_ids":["{{{DiffId}}}"]},
             "config":{"Entrypoint":["/entry"],"Cmd":["a","b c"],"Env":["PATH=/bin","EMPTY="],"User":"1001:app","WorkingDir":"/srv","Labels":{"team":"a=b","none":null},
               "ExposedPorts":{"80/tcp":{},"53/udp":{}},"Volumes":{"/data":{}},"StopSignal":"SIGQUIT","Shell":["/bin/bash","-c"],"OnBuild":["RUN x"],
               "Healthcheck":{"Test":["CMD-SHELL","true"],"Interval":1500000000,"Timeout":2000000000,"StartPeriod":3000000000,"StartInterval":4000000000,"Retries":5}},
             "history":[{"created_by":"ADD x /","created":"2024-05-01T11:00:00Z","comment":"buildkit","author":"you"},{"created_by":"ENV A=b","empty_layer":true}]}
            """).Config;
        config.Should().BeEquivalentTo(new ImageConfig
        {
            Platform = "linux/arm/v7",
            Created = new DateTimeOffset(2024, 5, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(1234567),
            Entrypoint = ["/entry"],
            Cmd = ["a", "b c"],
            Env = ["PATH=/bin", "EMPTY="],
            User = "1001:app",
            WorkingDir = "/srv",
            Labels = new Dictionary<string, string> { ["team"] = "a=b", ["none"] = "" },
            ExposedPorts = ["80/tcp", "53/udp"],
            Volumes = ["/data"],
            StopSignal = "SIGQUIT",
            Shell = ["/bin/bash", "-c"],
            OnBuild = ["RUN x"],
            Healthcheck = new ImageHealthcheck
            {
                Test = ["CMD-SHELL", "true"],
                Interval = TimeSpan.FromSeconds(1.5),
                Timeout = TimeSpan.FromSeconds(2),
                StartPeriod = TimeSpan.FromSeconds(3),
                Retries = 5,
                StartInterval = TimeSpan.FromSeconds(4),
            },
            History =
            [
                new ImageHistory
                {
                    CreatedBy = "ADD x /",
                    IsEmptyLayer = false,
                    Created = new DateTimeOffset(2024, 5, 1, 11, 0, 0, TimeSpan.Zero),
                    Comment = "buildkit",
                    Author = "you",
                },
                new ImageHistory { CreatedBy = "ENV A=b", IsEmptyLayer = true },
            ],
        });
    }

    [Theory]
    [InlineData("""{"rootfs":{"diff_ids":[]}}""")]
    [InlineData("""{"os":null,"architecture":null,"created":null,"config":null,"history":null,"rootfs":{"type":"layers","diff_ids":null}}""")]
    [InlineData("""{"created":"0001-01-01T00:00:00Z","config":{"Entrypoint":null,"Cmd":null,"Env":null,"Labels":null,"ExposedPorts":null,"Volumes":null,"Healthcheck":null,"Shell":null,"StopSignal":""},"rootfs":{}}""")]
    [InlineData("""{"config":{"Healthcheck":{"Test":null,"Interval":0}},"history":[],"rootfs":{},"unknown":[1,{}]}""")]
    public void What_is_null_or_absent_says_nothing(string json) => Read(json).Config.Should().BeEquivalentTo(new ImageConfig());

    [Fact]
    public void Words_that_are_one_text_are_one_word_as_engines_take_them()
    {
        var config = Read("""{"config":{"Entrypoint":"/entry","Cmd":["a",null]},"rootfs":{}}""").Config;
        config.Entrypoint.Should().Equal("/entry");
        config.Cmd.Should().Equal("a", "");
    }

    [Fact]
    public void Times_of_a_health_check_that_are_0_are_the_engines() =>
        Read("""{"config":{"Healthcheck":{"Test":["NONE"],"Interval":0,"Retries":0}},"rootfs":{}}""").Config.Healthcheck.Should().BeEquivalentTo(new ImageHealthcheck
        {
            Test = ["NONE"],
        });

    [Theory]
    [InlineData("", "it is no JSON:")]
    [InlineData("<html>", "it is no JSON:")]
    [InlineData("""{"rootfs":{""", "it is no JSON:")]
    [InlineData("[]", "the whole is a list where an object belongs")]
    [InlineData("7", "the whole is a number where an object belongs")]
    [InlineData("{}", "it has no rootfs, as the configuration of an image has")]
    [InlineData("""{"rootfs":[]}""", "rootfs is a list where an object belongs")]
    [InlineData("""{"rootfs":{"diff_ids":"x"}}""", "rootfs.diff_ids is a text where a list belongs")]
    [InlineData("""{"rootfs":{"diff_ids":["../../etc/passwd"]}}""", "rootfs.diff_ids[0] is a text where a digest, as sha256: and 64 hexadecimal digits, belongs")]
    [InlineData("""{"rootfs":{},"config":"x"}""", "config is a text where an object belongs")]
    [InlineData("""{"rootfs":{},"config":{"Env":{"A":"b"}}}""", "config.Env is an object where a list belongs")]
    [InlineData("""{"rootfs":{},"config":{"Env":["A=b",7]}}""", "config.Env[1] is a number where a text belongs")]
    [InlineData("""{"rootfs":{},"config":{"Labels":{"a":1}}}""", "config.Labels.a is a number where a text belongs")]
    [InlineData("""{"rootfs":{},"config":{"ExposedPorts":["80"]}}""", "config.ExposedPorts is a list where an object belongs")]
    [InlineData("""{"rootfs":{},"config":{"User":0}}""", "config.User is a number where a text belongs")]
    [InlineData("""{"rootfs":{},"config":{"Healthcheck":{"Test":["CMD"],"Interval":"30s"}}}""", "config.Healthcheck.Interval is a text where a whole number belongs")]
    [InlineData("""{"rootfs":{},"config":{"Healthcheck":{"Test":["CMD"],"Timeout":-1}}}""", "config.Healthcheck.Timeout is a number where a time of at least 0 ns belongs")]
    [InlineData("""{"rootfs":{},"config":{"Healthcheck":{"Test":["CMD"],"Retries":1e30}}}""", "config.Healthcheck.Retries is a number where a whole number belongs")]
    [InlineData("""{"rootfs":{},"history":[{"empty_layer":"yes"}]}""", "history[0].empty_layer is a text where true or false belongs")]
    [InlineData("""{"rootfs":{},"created":"yesterday"}""", "created is a text where a time belongs")]
    public void Nonsense_is_named_with_its_place(string json, string why)
    {
        var read = () => Read(json);
        var failure = read.Should().Throw<ImageTestException>().WithMessage("Image * cannot be read: *").Which;
        failure.Reason.Should().Be(ImageTestReason.Damaged);
        failure.Why.Should().StartWith(why);
    }

    [Theory]
    [InlineData(2, "ADD a,ENV,RUN b", "ADD a,RUN b")]
    [InlineData(3, "ADD a,RUN b", ",,")]
    [InlineData(1, "ADD a,RUN b", "")]
    [InlineData(2, "", ",")]
    public void A_layer_has_its_command_where_history_tells_of_as_many_layers(int layers, string history, string commands)
    {
        var steps = history.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(step => new ImageHistory { CreatedBy = step, IsEmptyLayer = step == "ENV" });
        var configuration = new ImageConfiguration(new ImageConfig { History = [.. steps] }, [.. Enumerable.Repeat(DiffId, layers)]);
        configuration.Commands.Select(command => command ?? "").Should().Equal(commands.Split(','));
    }

    private static ImageConfiguration Read(string json) => ConfigReader.Read(Encoding.UTF8.GetBytes(json));
}
