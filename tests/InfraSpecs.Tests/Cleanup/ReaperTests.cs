using DotNet.Testcontainers.Configurations;
using InfraSpecs.Cleanup;

namespace InfraSpecs.Tests.Cleanup;

public sealed class ReaperTests
{
    private static readonly EngineChoice Nowhere = new(new Uri("unix:///nowhere/docker.sock"), null, null);
    private static readonly EngineChoice Elsewhere = new(new Uri("tcp://127.0.0.1:1"), null, null);

    [Fact]
    public async Task Sessions_share_one_where_they_reach_the_engine_by_the_same_address_and_only_there()
    {
        var (one, two, three) = (new Session(), new Session(), new Session());
        var reaper = Reapers.Join(Nowhere, one);
        Reapers.Join(Nowhere, two).Should().BeSameAs(reaper).And.NotBeNull();
        Reapers.Join(Elsewhere, three).Should().NotBeSameAs(reaper);
        await Reapers.LeaveAsync(one, isLost: false);
        var later = new Session();
        Reapers.Join(Nowhere, later).Should().BeSameAs(reaper, "a session of it lasts");
        foreach (var last in new[] { two, three, later }) await Reapers.LeaveAsync(last, isLost: false);
        var next = new Session();
        Reapers.Join(Nowhere, next).Should().NotBeSameAs(reaper, "that one is removed");
        await Reapers.LeaveAsync(next, isLost: false);
    }

    [Fact]
    public async Task One_that_cannot_be_started_is_told_once_and_nothing_fails()
    {
        using var errors = new StringWriter();
        var reaper = new Reaper(Nowhere, TimeProvider.System, errors);
        await reaper.StartAsync().WaitAsync(TimeSpan.FromSeconds(10), ThisTest.Token);
        await reaper.StartAsync();
        reaper.IsUp.Should().BeFalse("nothing is labelled as if it would be removed");
        errors.ToString().Trim().Should().StartWith("InfraSpecs: there is no reaper on unix:///nowhere/docker.sock: ")
            .And.EndWith("What this process leaves if it is killed, the next connection removes.").And.NotContain("\n");
        await reaper.DisposeAsync();
    }

    [Fact]
    public void Resources_have_its_label_only_once_it_is_up() => new Session { Reaper = new Reaper(Nowhere, TimeProvider.System, TextWriter.Null) }
        .ResourceLabels.Keys.Should().BeEquivalentTo(Session.IdLabel, Session.OwnerLabel);
}

/// <summary>The setting is the process's.</summary>
[Collection("Testcontainers' settings")]
public sealed class TestcontainersReaperTests
{
    [Fact]
    public void Where_the_user_has_turned_Testcontainers_off_there_is_none_here_either()
    {
        var said = TestcontainersSettings.ResourceReaperEnabled;
        try
        {
            TestcontainersSettings.ResourceReaperEnabled = false;
            Reapers.Join(new EngineChoice(new Uri("unix:///nowhere/docker.sock"), null, null), new Session()).Should().BeNull();
        }
        finally
        {
            TestcontainersSettings.ResourceReaperEnabled = said;
        }
    }
}

[CollectionDefinition("Testcontainers' settings", DisableParallelization = true)]
public sealed class TestcontainersSettingsCollection;
