using System.Diagnostics;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Faults;

/// <summary>Each fault of a disk is felt by processes that run and by those that begin later, counted, and gone afterwards.</summary>
[RequiresEngine(EngineFeatures.ProcessTracing)]
public sealed class DiskFaultSpecs(EngineFixture fixture)
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task A_full_disk_takes_nothing_more_and_lets_overwrite()
    {
        await using var web = await StartAsync();
        await using (var fault = await Fault.BeginAsync(web, new DiskFault { Folder = "/data", Full = true }, Token))
        {
            fault.What.Should().Be("no room left, in /data");
            (await ShAsync(web, "echo more >> /data/old")).Should().Contain("No space left on device");
            (await ShAsync(web, "mkdir /data/folder")).Should().Contain("No space left on device");
            (await ShAsync(web, "printf X | dd of=/data/old conv=notrunc && cat /data/old; echo new > /tmp/elsewhere && cat /tmp/elsewhere")).Should().Contain("Xld\nnew\n");
            var effect = await fault.HealAsync();
            (effect.Seen, effect.Affected, effect.Failed, effect.Ended).Should().Be((3, 2, 2, null));
            effect.Should().HaveBeenFelt(times: 2);
            effect.ToString().Should().Be("no room left, in /data: 3 writes went its way, 2 failed");
        }

        (await ShAsync(web, "echo more >> /data/old && mkdir /data/folder && cat /data/old")).Should().Be("Xld\nmore\n");
        (await Fault.FindAsync(web, Token)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_fault_that_nobody_felt_says_why()
    {
        await using var web = await StartAsync();
        await using var fault = await Fault.BeginAsync(web, new DiskFault { Folder = "/data", Full = true }, Token);
        await ShAsync(web, "echo new > /tmp/elsewhere; cat /data/old");
        (await UnfeltAsync()).Should().Contain($"of {web.Name} (no room left, in /data) to have been felt by 1 write or more, but nothing was changed there: the spec wrote to no file of the folder");
        await ShAsync(web, "printf X | dd of=/data/old conv=notrunc");
        (await UnfeltAsync()).Should().Contain("but none of the 1 write there met it: chance chose none, or they only overwrote, which a full disk allows.");

        async Task<string> UnfeltAsync()
        {
            var effect = await fault.ReadAsync(Token);
            return effect.Invoking(it => it.Should().HaveBeenFelt()).Should().Throw<Exception>().Which.Message;
        }
    }

    [Fact]
    public async Task Processes_that_begin_later_are_met_however_short_they_are()
    {
        await using var web = await StartAsync();
        await using var fault = await Fault.BeginAsync(web, new DiskFault { Folder = "/data", Full = true }, Token);
        for (var i = 0; i < 20; i++) (await ShAsync(web, "echo more >> /data/old")).Should().Contain("No space left on device");
        (await fault.ReadAsync(Token)).Failed.Should().Be(20);
    }

    [Fact]
    public async Task A_read_only_disk_keeps_names_rights_and_files_that_are_open()
    {
        await using var web = await StartAsync("exec 3>>/data/log; while sleep 0.1; do echo x >&3 || echo failed; done");
        await web.WaitForFileLinesAsync("/data/log", ".", 2, TimeSpan.FromSeconds(20), Token);
        await using var fault = await Fault.BeginAsync(web, new DiskFault { Folder = "/data", ReadOnly = true }, Token);
        await web.WaitForOutputAsync("failed", 2, TimeSpan.FromSeconds(20), Token);
        string[] changes =
        [
            "echo x > /data/new", "echo x > /data/old", "mkdir /data/folder", "rm /data/old", "mv /data/old /data/older", "chmod 600 /data/old", "ln -s old /data/link", "cd /data && rm old",
        ];
        foreach (var change in changes)
            (await ShAsync(web, change)).Should().Contain("Read-only file system", "of {0}", change);
        (await ShAsync(web, "cat /data/old; mkdir -p /data; rm -f /data/none; echo x > /tmp/x && cat /tmp/x")).Should().Be("old\nx\n");
        (await fault.HealAsync()).Should().HaveBeenFelt(times: 10);
        (await ShAsync(web, "rm /data/old && ls /data")).Should().Be("log\n");
    }

    [Fact]
    public async Task The_same_seed_fails_the_same_writes()
    {
        await using var web = await StartAsync();
        var fault = new DiskFault { Folder = "/data", FailedWrites = 0.3, Seed = 7 };
        var first = await UnderAsync(fault);
        first.Should().Contain("Input/output error").And.Contain("written");
        (await UnderAsync(fault)).Should().Be(first);
        (await UnderAsync(fault with { Seed = 8 })).Should().NotBe(first);

        async Task<string> UnderAsync(DiskFault disk)
        {
            await using var begun = await Fault.BeginAsync(web, disk, Token);
            var said = await ShAsync(web, "for i in $(seq 20); do echo $i > /data/old && echo written; done");
            var healed = await begun.HealAsync();
            (healed.Seen, healed.Failed).Should().Be((20, said.Split("Input/output error").Length - 1));
            begun.What.Should().Be($"30 % of writes failed, in /data, seed {disk.Seed}");
            return said;
        }
    }

    [Fact]
    public async Task A_slow_disk_delays_each_write_and_each_flush()
    {
        await using var web = await StartAsync();
        const string write = "dd if=/dev/zero of=/data/new bs=1k count=4 conv=fsync";
        (await FastestAsync(web, write)).Should().BeLessThan(Delay * 5);
        await using (var fault = await Fault.BeginAsync(web, new DiskFault { Folder = "/data", Delay = Delay }, Token))
        {
            (await TookAsync(web, write)).Should().BeGreaterThanOrEqualTo(Delay * 5);
            var effect = await fault.HealAsync();
            (effect.Seen, effect.Delayed).Should().Be((5, 5));
        }

        (await FastestAsync(web, write)).Should().BeLessThan(Delay * 5);
    }

    [Fact]
    public async Task Bandwidth_is_used_and_kept()
    {
        await using var web = await StartAsync();
        await using var fault = await Fault.BeginAsync(web, new DiskFault { Folder = "/data", Bandwidth = 1_000_000 }, Token);
        (await TookAsync(web, "dd if=/dev/zero of=/data/new bs=100000 count=10")).Should().BeGreaterThan(TimeSpan.FromSeconds(0.9));
        (await fault.ReadAsync(Token)).Should().HaveBeenFelt(times: 10);
    }

    [Fact]
    public async Task A_folder_is_found_through_links_and_composes_with_a_slow_network()
    {
        await using var web = await StartAsync("ln -s /data /link; exec sleep 600");
        await using var disk = await Fault.BeginAsync(web, new DiskFault { Folder = "/link/", Full = true }, Token);
        await using var network = await Fault.BeginAsync(web, new NetworkFault { Delay = Delay }, Token);
        (await ShAsync(web, "echo more >> /data/old")).Should().Contain("No space left on device");
        (await Fault.FindAsync(web, Token)).Select(it => it.What).Should().BeEquivalentTo("no room left, in /link/", "a delay of 0.1 s, both ways");
    }

    private Task<Container> StartAsync(string script = "exec sleep 600") => Container.StartAsync(
        fixture.Engine, new ContainerOptions { Image = "busybox", Command = ["sh", "-c", script], Files = [ContainerFile.FromText("/data/old", "old\n")] }, Token);

    private static async Task<string> ShAsync(Container container, string script)
    {
        var outcome = await container.ExecAsync(["sh", "-c", $"({script}) 2>&1"], Token);
        return outcome.Output;
    }

    private static async Task<TimeSpan> TookAsync(Container container, string script)
    {
        var began = Stopwatch.GetTimestamp();
        await ShAsync(container, script);
        return Stopwatch.GetElapsedTime(began);
    }

    /// <summary>The fastest of three: a machine that stalls makes one of them slow, and none faster than a fault lets it be.</summary>
    private static async Task<TimeSpan> FastestAsync(Container container, string script) =>
        new[] { await TookAsync(container, script), await TookAsync(container, script), await TookAsync(container, script) }.Min();
}
