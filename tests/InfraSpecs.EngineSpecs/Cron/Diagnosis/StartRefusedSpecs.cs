using DotNet.Testcontainers.Builders;
using InfraSpecs.Cron;
using InfraSpecs.EngineSpecs.Faults;
using InfraSpecs.Xunit;
using static InfraSpecs.EngineSpecs.Cron.Diagnosis.CronScene;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cron.Diagnosis;

/// <summary>Cron wants to start a job and cannot: what it says of that is the cause, whichever cron says it, and wherever.</summary>
[RequiresEngine]
public sealed class StartRefusedSpecs(EngineFixture fixture)
{
    private const string Start = "case $(command -v crond) in '') exec cron -f;; *) exec crond -n;; esac";

    [Theory]
    [Fault("Cron", "the job's user has expired", Names = "cannot start the jobs of app: account app has expired")]
    [InlineData("the job's user has expired", "chage -E 0 app")]
    [Fault("Cron", "the password of the job's user has expired", Names = "expired password for user app")]
    [InlineData("the password of the job's user has expired", "chage -d 0 app")]
    [Fault("Cron", "PAM refuses the job's user", Names = "access denied for user `app'")]
    [InlineData("PAM refuses the job's user", "for f in /etc/pam.d/cron*; do echo 'account required pam_access.so' >> $f; done; echo '-:app:ALL' > /etc/security/access.conf")]
    [Fault("Cron", "PAM opens no session", Names = "Cannot make/remove an entry for the specified session")]
    [InlineData("PAM opens no session", "for f in /etc/pam.d/cron*; do echo 'session required pam_deny.so' >> $f; done")]
    [Fault("Cron", "PAM names a module that is not there", Names = "unable to dlopen(pam_nosuch.so)")]
    [InlineData("PAM names a module that is not there", "for f in /etc/pam.d/cron*; do echo 'session required pam_nosuch.so' >> $f; done")]
    [Fault("Cron", "the job's user has no line in /etc/shadow", Names = "Authentication failure")]
    [InlineData("the job's user has no line in /etc/shadow", "sed -i /app/d /etc/shadow")]
    public async Task By_PAM(string fault, string breaking)
    {
        var errors = await Task.WhenAll(FailureOfAsync("cronjob", breaking), FailureOfAsync(await CronieImage.GetAsync(fixture.Engine, Token), breaking));
        foreach (var error in errors) error.ShouldNameItsFault(fault);
    }

    [Theory]
    [Fault("Cron", "cron may not change to a job's group", Names = "cannot start the jobs of app: setgid")]
    [InlineData("cron may not change to a job's group", "SETGID")]
    [Fault("Cron", "cron may not change to a job's user", Names = "uid")]
    [InlineData("cron may not change to a job's user", "SETUID")]
    public async Task By_the_kernel(string fault, string capability)
    {
        var errors = await Task.WhenAll(
            FailureOfAsync("cronjob", "true", Without(capability)), FailureOfAsync(await CronieImage.GetAsync(fixture.Engine, Token), "true", Without(capability)));
        foreach (var error in errors)
        {
            error.ShouldNameItsFault(fault);
            error.Message.Split('\n')[0].Should().Contain("Operation not permitted");
            error.Message.Should().Contain("What to do: let the container keep the capabilities SETUID and SETGID");
        }
    }

    [Fact]
    [Fault("Cron", "busybox's crond may not set a job's groups", Names = "can't set groups: Operation not permitted")]
    public async Task By_the_kernel_to_busybox_which_says_so_in_its_output()
    {
        await using var cron = await CronContainer.StartAsync(
            fixture.Engine,
            new CronOptions { Image = "busybox-cron", StartAt = Noon.AddMinutes(-2), Configure = builder =>
                Without("SETGID")(builder.WithResourceMapping("* * * * * date\n"u8.ToArray(), "/var/spool/cron/crontabs/root")) },
            Token);
        (await FailureOfAsync(cron)).ShouldNameItsFault();
    }

    private static Func<ContainerBuilder, ContainerBuilder> Without(string capability) =>
        builder => builder.WithCreateParameterModifier(create => create.HostConfig!.CapDrop = [capability]);

    private async Task<CronException> FailureOfAsync(string image, string breaking, Func<ContainerBuilder, ContainerBuilder>? configure = null)
    {
        var scene = new CronScene(fixture.Engine) { Image = image }.Configure(builder => (configure ?? (it => it))(
            builder.WithEntrypoint("sh", "-c", $"useradd -m app; rm -f /etc/cron.d/* /etc/crontab; echo '* * * * * app date' > {Example}; {breaking}; {Start}")));
        await using var cron = await scene.StartAsync(Token);
        return await FailureOfAsync(cron);
    }

    private static async Task<CronException> FailureOfAsync(CronContainer cron)
    {
        await cron.AdvanceToAsync(Noon, Token);
        var wait = () => cron.WaitForRunsAsync(1, TimeSpan.FromSeconds(3), Token);
        var error = (await wait.Should().ThrowAsync<CronException>().Where(e => e.Reason == CronReason.RunsMissing)).Which;
        error.Diagnosis!.Should().HaveCause(CronFault.StartRefused).And.HaveNoOtherCause();
        return error;
    }
}
