using System.Diagnostics;
using Docker.DotNet.Models;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cleanup;

/// <summary>Specs that no connection of another may disturb by its sweep, and those of what has a second, on a machine that others use.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone on the engine";
}

[RequiresEngine]
[Collection(AloneCollection.Name)]
public sealed class SweepSpecs(EngineFixture fixture)
{
    private readonly Engine _engine = fixture.Engine;

    [Fact]
    public async Task What_a_killed_process_left_is_removed_by_the_next_connection_and_what_is_alive_is_not()
    {
        using var process = Process.Start("sleep", "120");
        var owner = OwnerLabelOf(process);
        var left = await CreateAllAsync(owner);
        var foreign = await CreateAllAsync("other-machine/boot+pid:[1]/17/99");
        try
        {
            await using (await Engine.ConnectAsync(Token)) { }
            (await ExistingAsync(left)).Should().BeEquivalentTo(left, "their process is alive");

            process.Kill();
            await process.WaitForExitAsync(Token);
            await using var next = await Engine.ConnectAsync(Token);
            (await ExistingAsync(left)).Should().BeEmpty();
            next.Swept.Refused.Should().BeEmpty();
            (await ExistingAsync(foreign)).Should().BeEquivalentTo(foreign, "nobody but that machine can tell whether their process is alive");
        }
        finally
        {
            await RemoveAsync(foreign);
            await RemoveAsync(left);
        }
    }

    [Fact]
    public async Task Disposing_the_engine_removes_what_its_session_left_and_nothing_of_another()
    {
        await using var mine = await CreateContainer(_engine);
        var other = await Engine.ConnectAsync(Token);
        var theirs = await CreateContainer(other);
        await other.Client.Networks.CreateNetworkAsync(
            new NetworksCreateParameters { Name = $"net-{other.Session.ShortId}", Labels = other.Session.Labels.ToDictionary() }, Token);
        await other.Client.Volumes.CreateAsync(new VolumesCreateParameters { Labels = other.Session.Labels.ToDictionary() }, Token);
        var resources = await other.ListResourcesAsync(Token);
        resources.All.Should().HaveCount(3);
        await other.DisposeAsync();
        (await ExistingAsync([.. resources.All.Select(it => it.Id)])).Should().BeEmpty();
        (await ExistingAsync([mine.Id])).Should().Equal(mine.Id);
        await theirs.DisposeAsync();
    }

    [Fact]
    public async Task Images_that_a_killed_session_made_for_itself_are_swept_from_the_top_and_those_that_a_person_committed_or_named_are_not()
    {
        using var process = Process.Start("sleep", "120");
        var owner = new Dictionary<string, string> { [Session.OwnerLabel] = OwnerLabelOf(process), [Session.IdLabel] = Guid.NewGuid().ToString("N") };
        var own = new Dictionary<string, string> { [Session.ImageLabel] = "setup" };
        var below = await CommitAsync(await _engine.Images.GetAsync("busybox", Token), own);
        var (above, byHand, named) = (await CommitAsync(below, own), await CommitAsync(await _engine.Images.GetAsync("busybox", Token), []),
            await CommitAsync(await _engine.Images.GetAsync("busybox", Token), own, "kept-by-hand"));
        try
        {
            (await _engine.ListLeftAsync(Token)).OfDeadSessions.Select(it => it.Id).Should().NotContain([below, above], "their process is alive");
            process.Kill();
            await process.WaitForExitAsync(Token);
            (await _engine.ListLeftAsync(Token)).OfDeadSessions.Where(it => it.Kind == "image").Select(it => it.Id).Should().ContainInOrder(above, below).And.NotContain([byHand, named]);
            (await _engine.SweepAsync(Token)).Removed.Select(it => it.Id).Should().Contain([above, below]);
            (await ImagesAsync()).Should().Contain([byHand, named]).And.NotContain([above, below]);
        }
        finally
        {
            foreach (var image in (await ImagesAsync()).Intersect([above, below, byHand, named]))
                await _engine.Client.Images.DeleteImageAsync(image, new ImageDeleteParameters { Force = true, NoPrune = true }, Token);
        }

        async Task<IEnumerable<string>> ImagesAsync() => (await _engine.Client.Images.ListImagesAsync(new ImagesListParameters { All = true }, Token)).Select(it => it.ID);

        async Task<string> CommitAsync(string from, Dictionary<string, string> labels, string? name = null)
        {
            var container = await _engine.Client.Containers.CreateContainerAsync(new CreateContainerParameters { Image = from, Cmd = ["true"], Labels = owner }, Token);
            var commit = new CommitContainerChangesParameters { ContainerID = container.ID, Labels = labels, RepositoryName = name };
            var image = await _engine.Client.Images.CommitContainerChangesAsync(commit, Token);
            await _engine.Client.Containers.RemoveContainerAsync(container.ID, new ContainerRemoveParameters { Force = true }, Token);
            return image.ID;
        }
    }

    [Fact]
    public async Task What_a_process_elsewhere_made_stays_as_long_as_its_reaper_runs_and_is_swept_without_it()
    {
        var (id, owner) = (Guid.NewGuid().ToString("N"), $"other-machine/boot+pid:[1]/17/{Environment.TickCount64}");
        var me = Session_Owner_Of_This_Process();
        var reaper = await CreateReaperAsync(owner, id);
        await _engine.Client.Containers.StartContainerAsync(reaper, new ContainerStartParameters(), Token);
        var made = await CreateAllAsync(owner, id);
        // One whose process was killed before it had started it.
        var unborn = await CreateReaperAsync($"{me[0]}/{me[1]}/{Environment.ProcessId}/1", "unborn");
        try
        {
            await using (var next = await Engine.ConnectAsync(Token))
            {
                (await ExistingAsync([.. made, reaper, unborn])).Should().BeEquivalentTo([.. made, reaper], "a reaper that runs vouches for its process");
                (await next.ListLeftAsync(Token)).Unjudged.Select(it => it.Id).Should().NotIntersectWith([.. made, reaper]);
            }

            await _engine.Client.Containers.KillContainerAsync(reaper, new ContainerKillParameters(), Token);
            await _engine.Client.Containers.WaitContainerAsync(reaper, Token);
            await using var last = await Engine.ConnectAsync(Token);
            (await ExistingAsync(made)).Should().BeEmpty();
            (await last.ListLeftAsync(Token)).Unjudged.Select(it => it.Id).Should().Contain(reaper, "nobody can tell whether its process lives, and it vouches for nothing");
        }
        finally
        {
            await RemoveAsync(made);
            foreach (var it in await ExistingAsync([reaper, unborn])) await _engine.Client.Containers.RemoveContainerAsync(it, new ContainerRemoveParameters { Force = true }, Token);
        }
    }

    /// <summary>A container that is taken for a reaper.</summary>
    private async Task<string> CreateReaperAsync(string owner, string id) => (await _engine.Client.Containers.CreateContainerAsync(
        new CreateContainerParameters
        {
            Image = await _engine.Images.GetAsync("busybox", Token), Cmd = ["sleep", "120"],
            Labels = new Dictionary<string, string> { ["infraspecs.reaper.id"] = id, ["infraspecs.reaper.owner"] = owner },
        },
        Token)).ID;

    private static string OwnerLabelOf(Process process)
    {
        var me = Session_Owner_Of_This_Process();
        var started = File.ReadAllText($"/proc/{process.Id}/stat").Split(") ")[1].Split(' ')[19];
        return $"{me[0]}/{me[1]}/{process.Id}/{started}";
    }

    private static string[] Session_Owner_Of_This_Process()
    {
        var machine = File.ReadAllText("/etc/machine-id").Trim();
        var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        return [machine.Length > 0 ? machine : Environment.MachineName, $"{boot}+{new FileInfo("/proc/self/ns/pid").LinkTarget}"];
    }

    private static async Task<Container> CreateContainer(Engine engine)
    {
        var image = await engine.Images.GetAsync("busybox", Token);
        return await engine.StartAsync(engine.NewContainer(image, "left").WithCommand("sleep", "120"), Token);
    }

    /// <summary>A container that runs, a network and a volume, as a session of that owner would have made them.</summary>
    private async Task<IReadOnlyList<string>> CreateAllAsync(string owner, string? reaper = null)
    {
        var labels = new Dictionary<string, string> { [Session.OwnerLabel] = owner, [Session.IdLabel] = Guid.NewGuid().ToString("N") };
        if (reaper is not null) labels[Session.ReaperLabel] = reaper;
        var container = await _engine.Client.Containers.CreateContainerAsync(
            new CreateContainerParameters { Image = await _engine.Images.GetAsync("busybox", Token), Cmd = ["sleep", "120"], Labels = labels }, Token);
        await _engine.Client.Containers.StartContainerAsync(container.ID, new ContainerStartParameters(), Token);
        var network = await _engine.Client.Networks.CreateNetworkAsync(
            new NetworksCreateParameters { Name = $"left-{Guid.NewGuid():N}", Labels = labels }, Token);
        var volume = await _engine.Client.Volumes.CreateAsync(new VolumesCreateParameters { Labels = labels }, Token);
        return [container.ID, network.ID, volume.Name];
    }

    private async Task<IReadOnlyList<string>> ExistingAsync(IReadOnlyList<string> ids)
    {
        var containers = await _engine.Client.Containers.ListContainersAsync(new ContainersListParameters { All = true }, Token);
        var networks = await _engine.Client.Networks.ListNetworksAsync(new NetworksListParameters(), Token);
        var volumes = await _engine.Client.Volumes.ListAsync(new VolumesListParameters(), Token);
        return [.. containers.Select(it => it.ID).Concat(networks.Select(it => it.ID)).Concat(volumes.Volumes!.Select(it => it.Name)).Where(ids.Contains)];
    }

    private async Task RemoveAsync(IReadOnlyList<string> ids)
    {
        var existing = await ExistingAsync(ids);
        if (existing.Contains(ids[0])) await _engine.Client.Containers.RemoveContainerAsync(ids[0], new ContainerRemoveParameters { Force = true }, Token);
        if (existing.Contains(ids[1])) await _engine.Client.Networks.DeleteNetworkAsync(ids[1], Token);
        if (existing.Contains(ids[2])) await _engine.Client.Volumes.RemoveAsync(ids[2], true, Token);
    }
}
