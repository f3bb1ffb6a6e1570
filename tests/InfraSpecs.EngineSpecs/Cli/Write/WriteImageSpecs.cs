using Docker.DotNet.Models;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cli.Write;

/// <summary><c>infraspecs write</c> of an image: what it writes is built and run, of the image as it was, and of another by the same name.</summary>
[RequiresEngine]
public sealed class WriteImageSpecs(EngineFixture fixture) : IAsyncDisposable
{
    private readonly string _name = $"specs-written-{Guid.NewGuid():N}:1";

    [Fact]
    public async Task Its_class_is_green_and_each_claim_is_red_when_the_image_is_another()
    {
        using var project = new WrittenProject();
        await TagAsync("#!/bin/sh\nexec \"$@\"\n", "25 6 * * * root /usr/local/bin/backup.sh\n", """
            RUN chmod 0755 /start.sh && chmod 0644 /etc/cron.d/backup && printf '#!/bin/sh\n' >/usr/local/bin/backup.sh && chmod 0755 /usr/local/bin/backup.sh
            EXPOSE 8080
            ENV GREETING="say \"hi\""
            WORKDIR /srv
            VOLUME /data
            STOPSIGNAL SIGQUIT
            HEALTHCHECK CMD test -e /tmp/up
            ENTRYPOINT ["/start.sh"]
            CMD ["cron", "-f"]
            """);
        var (code, output, error) = await WrittenProject.WriteAsync(_name, "-o", project.At("Specs.cs"));
        (code, error).Should().Be((0, ""));
        var text = project.Read("Specs.cs");
        text.Should().Contain("It_runs_root_usr_local_bin_backup_sh_each_day_at_06_25").And.Contain("It_has_start_sh").And.Contain("It_starts_as_declared").And.Contain("It_runs_elsewhere")
            .And.Contain("It_has_no_secrets")
            .And.Contain("Nothing_keeps_its_jobs_from_running").And.Contain("HaveEnv(\"GREETING\", \"say \\\"hi\\\"\")");
        await project.BuildAsync();
        var (passed, failed, said) = await project.RunAsync();
        failed.Should().BeEmpty(said);
        output.Should().Be($"{project.At("Specs.cs")}: {passed.Count} specs of image {_name}\n");

        await TagAsync("#!/bin/nosuch\n", "25 7 * * * root /usr/local/bin/backup.sh", """
            RUN mv /start.sh /started.sh && chmod 0755 /started.sh && chmod 0666 /etc/cron.d/backup && rm -f /etc/cron.d/cron-example /usr/local/bin/*
            EXPOSE 9090
            ENV GREETING=hello PATH=/bin DB_PASSWORD=hunter2secret
            WORKDIR /
            STOPSIGNAL SIGINT
            USER 1001
            ENTRYPOINT ["/started.sh"]
            CMD ["crond"]
            """);
        (passed, failed, said) = await project.RunAsync();
        passed.Should().BeEmpty(said);
        said.Should().Contain("to have user root, but found 1001").And.Contain("but it is at 25 7 * * * (line 1)").And.NotContain("hunter2secret");
    }

    [Fact]
    public async Task A_secret_is_written_nowhere()
    {
        await TagAsync("#!/bin/sh\n", "@daily root curl -u me:hunter2secret http://backup/\n", "ENV DB_PASSWORD=hunter2secret\nCMD [\"serve\", \"--password\", \"hunter2secret\"]\n");
        var (code, output, error) = await WrittenProject.WriteAsync(_name);
        code.Should().Be(0, error);
        (output + error).Should().NotContain("hunter2secret");
        output.Should().Contain("""HaveEnv("DB_PASSWORD");""").And.NotContain("HaveCmd").And.NotContain("HaveNoSecrets");
        error.Should().Contain("left out: the value of DB_PASSWORD, because it looks like a secret").And.Contain("left out: that it has no secrets, because ");
    }

    [Fact]
    public async Task What_is_nowhere_is_one_sentence()
    {
        var (code, output, error) = await WrittenProject.WriteAsync("no/such-image:1");
        (code, output).Should().Be((2, ""));
        error.Should().StartWith("There is no file, no container and no image no/such-image:1.\n");
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (fixture.UnavailableReason is null) await fixture.Engine.Client.Images.DeleteImageAsync(_name, new ImageDeleteParameters { Force = true }, CancellationToken.None);
        }
        catch (Docker.DotNet.DockerImageNotFoundException)
        {
            // The spec made none.
        }
    }

    private async Task TagAsync(string script, string crontab, string rest)
    {
        using var folder = new TemporaryFolder();
        folder.Write("written/start.sh", script);
        folder.Write("written/backup", crontab);
        folder.Write("written/Dockerfile", $"FROM {await fixture.Engine.Images.GetAsync("cronjob", Token)}\nCOPY start.sh /start.sh\nCOPY backup /etc/cron.d/backup\n{rest}\n");
        var built = await fixture.Engine.Images.BuildAsync(folder.At("written"), Token);
        await fixture.Engine.Client.Images.TagImageAsync(built, new ImageTagParameters { RepositoryName = _name.Split(':')[0], Tag = "1" }, Token);
    }
}
