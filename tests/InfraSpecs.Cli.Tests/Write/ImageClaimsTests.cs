using System.Text;
using InfraSpecs.Cli.Write;
using InfraSpecs.Cron;
using InfraSpecs.Images;

namespace InfraSpecs.Cli.Tests.Write;

public sealed class ImageClaimsTests
{
    private static readonly ImageSeen Seen = new()
    {
        Reference = "shop/backup:3",
        Config = new ImageConfig
        {
            ExposedPorts = ["8080/tcp", "53/udp"],
            User = "1001",
            Entrypoint = ["/start.sh"],
            Cmd = ["cron", "-f"],
            WorkingDir = "/srv",
            Volumes = ["/data"],
            Env = ["PATH=/bin", "GREETING=say \"hi\"", "DB_PASSWORD=hunter2secret"],
            Healthcheck = new ImageHealthcheck { Test = ["CMD-SHELL", "test -e /tmp/up"] },
            StopSignal = "SIGQUIT",
        },
        Files = [new WrittenFile("/start.sh", "0755", 0, 0), new WrittenFile("/etc/cron.d/backup", "0644", 1001, 1001)],
        MoreFiles = 2,
        Crontabs = [CrontabFile.Parse("/etc/cron.d/backup", Encoding.UTF8.GetBytes("25 6 * * * root backup.sh\n"))],
        PortabilityTrouble = "libx.so is in no library directory.",
    };

    [Fact]
    public void The_class_says_what_was_seen() => SpecText.Write(ImageClaims.Write(Seen)).Should().Be(
        """
        using InfraSpecs.Cron;

        [assembly: AssemblyFixture(typeof(EngineFixture))]

        [RequiresEngine]
        public sealed class BackupSpecs(BackupImage fixture, EngineFixture engine) : IClassFixture<BackupImage>
        {
            [Fact]
            public void It_exposes_port_53_udp() => fixture.Image.Should().ExposePort("53/udp");

            [Fact]
            public void It_exposes_port_8080() => fixture.Image.Should().ExposePort(8080);

            [Fact]
            public void It_exposes_no_other_port() => fixture.Image.Should().NotExposeOtherPortsThan("53/udp", "8080/tcp");

            [Fact]
            public void It_runs_as_1001() => fixture.Image.Should().HaveUser("1001");

            [Fact]
            public void Its_entry_point_is_start_sh() => fixture.Image.Should().HaveEntrypoint("/start.sh");

            [Fact]
            public void Its_command_is_cron_f() => fixture.Image.Should().HaveCmd("cron", "-f");

            [Fact]
            public void It_works_in_srv() => fixture.Image.Should().HaveWorkingDir("/srv");

            [Fact]
            public void It_checks_its_health() => fixture.Image.Should().HaveHealthcheck("CMD-SHELL", "test -e /tmp/up");

            [Fact]
            public void It_stops_on_SIGQUIT() => fixture.Image.Should().HaveStopSignal("SIGQUIT");

            [Fact]
            public void It_declares_volume_data() => fixture.Image.Should().DeclareVolume("/data");

            [Fact]
            public void It_sets_PATH() => fixture.Image.Should().HaveEnv("PATH", "/bin");

            [Fact]
            public void It_sets_GREETING() => fixture.Image.Should().HaveEnv("GREETING", "say \"hi\"");

            [Fact]
            public void It_sets_DB_PASSWORD() => fixture.Image.Should().HaveEnv("DB_PASSWORD");

            [Fact]
            public void It_has_start_sh() => fixture.Image.Should().HaveFile("/start.sh").Which.Should().HaveMode("0755");

            [Fact]
            public void It_has_etc_cron_d_backup() => fixture.Image.Should().HaveFile("/etc/cron.d/backup").Which.Should().HaveMode("0644").And.HaveOwner(1001, 1001);

            [Fact]
            public async Task It_runs_root_backup_sh_each_day_at_06_25()
            {
                var file = await fixture.Image.ReadFileAsync("/etc/cron.d/backup", Token);
                CrontabFile.Parse("/etc/cron.d/backup", file).Should().HaveJob("25 6 * * *", "root backup.sh");
            }

            [Fact]
            public async Task Nothing_keeps_its_jobs_from_running()
            {
                var diagnosis = await CronContainer.DiagnoseImageAsync(engine.Engine, "shop/backup:3", Token);
                diagnosis.Should().BeClean();
            }

            [Fact]
            public void It_starts_as_declared() => fixture.Image.Should().StartAsDeclared();

            [Fact]
            public void It_has_no_secrets() => fixture.Image.Should().HaveNoSecrets();
        }

        public sealed class BackupImage(EngineFixture engine) : ImageFixture(engine, "shop/backup:3");

        """);

    [Fact]
    public void What_is_not_claimed_is_told() => ImageClaims.Write(Seen).Notes.Should().Equal(
        "left out: the value of DB_PASSWORD, because it looks like a secret; that it is set is claimed",
        "left out: 2 more files that the Dockerfile copies, because they are many; 'infraspecs inspect shop/backup:3' lists them",
        "left out: that it runs elsewhere, because libx.so is in no library directory");

    [Fact]
    public void It_compiles() => Compiled.Complaints(SpecText.Write(ImageClaims.Write(Seen), "Shop.Specs")).Should().BeEmpty();

    [Fact]
    public void No_secret_is_written()
    {
        var secret = Seen with { Config = Seen.Config with { Cmd = ["serve", "--password", "hunter2secret"], Env = ["DB_URL=postgres://me:hunter2secret@db/shop"] } };
        var file = ImageClaims.Write(secret);
        SpecText.Write(file).Should().NotContain("hunter2secret").And.Contain("HaveEnv(\"DB_URL\")").And.NotContain("HaveCmd");
        file.Notes.Should().NotContainMatch("*hunter2secret*").And.Contain("left out: the command, because it looks as if it had a secret in it");
    }

    [Fact]
    public void What_is_not_there_is_claimed_of_the_start_alone() => SpecText.Write(ImageClaims.Write(new ImageSeen { Reference = "none", Config = new ImageConfig() })).Should()
        .Contain("HaveUser(\"root\")").And.Contain("HaveNoEntrypoint()").And.Contain("HaveNoCmd()").And.NotContain("ExposePort").And.NotContain("Health");

    [Theory]
    [InlineData("nginx", "nginx")]
    [InlineData("nginx:1.27-alpine", "nginx")]
    [InlineData("registry.example:5000/team/nginx-proxy", "nginx-proxy")]
    [InlineData("team/app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "app")]
    [InlineData("sha256:0123456789abcdef", "image0123456789ab")]
    public void It_is_called_as_the_image(string reference, string name) => ImageClaims.NameOf(reference).Should().Be(name);
}
