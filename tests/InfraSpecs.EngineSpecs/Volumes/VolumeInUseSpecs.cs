using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Volumes;

[RequiresEngine]
public sealed class VolumeInUseSpecs(EngineFixture fixture) : IDisposable
{
    // Writes all the while, and ends at once on SIGTERM.
    private const string Writer = "trap 'exit 0' TERM; i=0; while :; do i=$((i+1)); echo $i > /data/count; cp /data/count /data/same; done";

    private readonly TemporaryFolder _folder = new();

    private Engine Engine => fixture.Engine;

    private string Archive => _folder.At("backup.tar.gz");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_export_of_a_volume_in_use_is_refused_with_the_name_of_the_container()
    {
        await using var data = await DataVolumeContainer.CreateAsync(Engine, "/data", Token);
        await using var writer = await ShellContainer.StartAsync(Engine, data, Writer, Token);
        var export = () => data.ExportAsync(Archive, new VolumeExportOptions(), Token);

        var refused = (await export.Should().ThrowAsync<VolumeException>().Where(e => e.Reason == VolumeReason.InUse)).Which;
        refused.Containers.Should().Equal(writer.Name);
        refused.Message.Should().Be(
            $"""
            The volume at /data of {data.Name} is not exported: container {writer.Name} is running and may write to it.
              A copy of files that change meanwhile has torn pages in it, and tar exits 0 all the same.
              What to do: set VolumeExportOptions.Quiesce to Stop, or to Pause where the program survives a power failure, and the container is kept quiet and woken again; or stop it yourself; or use the program's own dump.
            """);
        _folder.Files.Should().BeEmpty();
    }

    [Fact]
    public async Task A_container_that_only_reads_the_volume_or_has_ended_does_not_use_it()
    {
        await using var data = await DataVolumeContainer.CreateAsync(Engine, "/data", Token);
        await using var reader = await ShellContainer.StartAsync(Engine, data, "sleep 600", Token, readOnly: true);
        await using var ended = await ShellContainer.StartAsync(Engine, data, "echo Hello > /data/greeting", Token);
        await ended.WaitForExitAsync(TimeSpan.FromSeconds(30), Token);
        await data.ExportAsync(Archive, new VolumeExportOptions(), Token);
    }

    [Fact]
    public async Task A_bind_mount_of_the_volumes_folder_on_the_host_uses_it_too()
    {
        await using var data = await DataVolumeContainer.CreateAsync(Engine, "/data", Token);
        var source = (await Engine.Client.Volumes.InspectAsync(data.VolumeName!, Token)).Mountpoint;
        await using var back = await DataVolumeContainer.CreateAsync(Engine, "/back", new DataVolumeOptions { HostFolder = source }, Token);
        await using var writer = await ShellContainer.StartAsync(Engine, back, "sleep 600", Token);
        var export = () => data.ExportAsync(Archive, new VolumeExportOptions(), Token);
        (await export.Should().ThrowAsync<VolumeException>().Where(e => e.Reason == VolumeReason.InUse)).Which.Containers.Should().Equal(writer.Name);
    }

    [Theory]
    [InlineData(Quiesce.Stop)]
    [InlineData(Quiesce.Pause)]
    public async Task A_quiesced_container_is_quiet_during_the_export_and_runs_afterwards(Quiesce quiesce)
    {
        await using var data = await DataVolumeContainer.CreateAsync(Engine, "/data", Token);
        await ShellContainer.RunAsync(Engine, data, "dd if=/dev/urandom of=random bs=1024 count=9000 2>/dev/null", Token);
        await using var writer = await ShellContainer.StartAsync(Engine, data, Writer, Token);
        List<string> states = [];
        var progress = new During(() => states.Add(StateOf(writer)));

        await data.ExportAsync(Archive, new VolumeExportOptions { Quiesce = quiesce, Progress = progress }, Token);

        states.Should().HaveCountGreaterThan(1).And.OnlyContain(state => state == (quiesce == Quiesce.Stop ? "exited" : "paused"));
        StateOf(writer).Should().Be("running");
        await using var restored = await DataVolumeContainer.RestoreAsync(Engine, Archive, new VolumeRestoreOptions(), Token);
        (await restored.ReadContentsAsync(Token)).Should().HaveFile("count");
    }

    [Theory]
    [InlineData(Quiesce.Stop)]
    [InlineData(Quiesce.Pause)]
    public async Task A_container_that_is_woken_during_the_export_makes_it_fail(Quiesce quiesce)
    {
        await using var data = await DataVolumeContainer.CreateAsync(Engine, "/data", Token);
        await using var writer = await ShellContainer.StartAsync(Engine, data, Writer, Token);
        var disturb = new During(() => Wake(writer));
        var export = () => data.ExportAsync(Archive, new VolumeExportOptions { Quiesce = quiesce, Progress = disturb }, Token);

        var failure = (await export.Should().ThrowAsync<VolumeException>().Where(e => e.Reason == VolumeReason.NotQuiet)).Which;
        failure.Containers.Should().Equal(writer.Name);
        failure.Message.Should().Contain("was thrown away").And.Contain("when the copy began, and is running at its end");
        _folder.Files.Should().BeEmpty();
        StateOf(writer).Should().Be("running");
    }

    [Fact]
    public async Task A_container_that_starts_during_the_export_makes_it_fail_though_it_has_ended()
    {
        await using var data = await DataVolumeContainer.CreateAsync(Engine, "/data", Token);
        await using var writer = await ShellContainer.StartAsync(Engine, data, "echo x >> /data/x", Token);
        await writer.WaitForExitAsync(TimeSpan.FromSeconds(30), Token);
        var disturb = new During(() =>
        {
            Wake(writer);
            Engine.Client.Containers.WaitContainerAsync(writer.Id, Token).GetAwaiter().GetResult();
        });
        var export = () => data.ExportAsync(Archive, new VolumeExportOptions { Progress = disturb }, Token);
        (await export.Should().ThrowAsync<VolumeException>().Where(e => e.Reason == VolumeReason.NotQuiet)).Which.Message.Should().Contain("it was exited when the copy began, and is exited at its end");
    }

    [Theory]
    [InlineData(Quiesce.Stop)]
    [InlineData(Quiesce.Pause)]
    public async Task A_cancelled_export_wakes_the_container_and_leaves_no_file(Quiesce quiesce)
    {
        await using var data = await DataVolumeContainer.CreateAsync(Engine, "/data", Token);
        await ShellContainer.RunAsync(Engine, data, "dd if=/dev/urandom of=random bs=1024 count=30000 2>/dev/null", Token);
        await using var writer = await ShellContainer.StartAsync(Engine, data, Writer, Token);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var options = new VolumeExportOptions { Quiesce = quiesce, Progress = new During(cancel.Cancel) };
        var export = () => data.ExportAsync(Archive, options, cancel.Token);

        await export.Should().ThrowAsync<OperationCanceledException>();
        StateOf(writer).Should().Be("running");
        _folder.Files.Should().BeEmpty();
    }

    [Fact]
    public async Task A_container_that_the_engine_removes_when_it_stops_is_not_stopped()
    {
        await using var data = await DataVolumeContainer.CreateAsync(Engine, "/data", Token);
        await using var writer = await Engine.StartAsync(
            Engine.NewContainer(await Engine.Images.GetAsync("busybox", Token), "writer").WithVolumesFrom(data).WithEntrypoint("sleep", "600").WithAutoRemove(true), Token);
        var export = () => data.ExportAsync(Archive, new VolumeExportOptions { Quiesce = Quiesce.Stop }, Token);
        await export.Should().ThrowAsync<VolumeException>().Where(e => e.Reason == VolumeReason.WouldBeRemoved).WithMessage("*would have to be stopped, and the engine would remove it then*Pause*");
        StateOf(writer).Should().Be("running");
    }

    [Fact]
    public async Task What_somebody_else_has_paused_stays_paused()
    {
        await using var data = await DataVolumeContainer.CreateAsync(Engine, "/data", Token);
        await using var writer = await ShellContainer.StartAsync(Engine, data, "sleep 600", Token);
        await writer.PauseAsync(Token);
        await data.ExportAsync(Archive, new VolumeExportOptions { Quiesce = Quiesce.Pause }, Token);
        StateOf(writer).Should().Be("paused");
        await writer.UnpauseAsync(Token);
    }

    private string StateOf(Container container) =>
        Engine.Client.Containers.InspectContainerAsync(container.Id, Token).GetAwaiter().GetResult().State!.Status;

    private void Wake(Container container)
    {
        if (StateOf(container) == "paused") Engine.Client.Containers.UnpauseContainerAsync(container.Id, Token).GetAwaiter().GetResult();
        else Engine.Client.Containers.StartContainerAsync(container.Id, new(), Token).GetAwaiter().GetResult();
    }

    /// <summary>Does something while an export runs.</summary>
    private sealed class During(Action act) : IProgress<VolumeExportProgress>
    {
        public void Report(VolumeExportProgress value) => act();
    }
}
