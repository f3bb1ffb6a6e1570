using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Observation;

/// <summary>A container that classes share; it has a complaint, and then works. <see cref="ObservedSessionSpecs"/> runs these specs, in a process of its own.</summary>
[CollectionDefinition(Name)]
public sealed class ComplainerCollection : ICollectionFixture<Complainer>
{
    public const string Name = "red: a container with a complaint";
}

[RequiresEngine]
[Collection(ComplainerCollection.Name)]
public sealed class RedSharedSpecs(Complainer shared)
{
    [Fact(Explicit = true)]
    public void A_spec_after_the_complaint() => shared.Container.Name.Should().BeEmpty("its own claim is wrong");

    [Fact(Explicit = true)]
    public async Task A_spec_in_which_it_complains()
    {
        await shared.Container.ExecAsync(["sh", "-c", "echo 'ledger 7: No space left on device' >> /proc/1/fd/1"], Token);
        await shared.Container.WaitForOutputAsync("ledger 7", 1, TimeSpan.FromSeconds(20), Token);
        shared.Container.Name.Should().BeEmpty("its disk is full");
    }
}

[CollectionDefinition(Name)]
public sealed class EndedCollection : ICollectionFixture<Ended>
{
    public const string Name = "red: a container that ended";
}

[RequiresEngine]
[Collection(EndedCollection.Name)]
public sealed class RedSharedEndSpecs(Ended shared)
{
    [Fact(Explicit = true)]
    public void A_spec_on_what_has_ended() => shared.Container.Name.Should().BeEmpty("it has ended");
}

public sealed class Complainer(EngineFixture engine) : SharedContainer(engine, "echo 'ledger 1: No space left on device'; echo ready; exec sleep 60")
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Container.WaitForOutputAsync("ready", 1, TimeSpan.FromSeconds(20), Token);
    }
}

public sealed class Ended(EngineFixture engine) : SharedContainer(engine, "echo 'fatal: no ledger'; exit 3")
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Container.WaitForExitAsync(TimeSpan.FromSeconds(20), Token);
    }
}

public abstract class SharedContainer(EngineFixture engine, string script) : IAsyncLifetime
{
    public Container Container { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync() =>
        Container = await Container.StartAsync(engine.Engine, new ContainerOptions { Image = "busybox", Command = ["sh", "-c", script] }, Token);

    public ValueTask DisposeAsync() => Container.DisposeAsync();
}
