namespace InfraSpecs.Xunit.Tests.Runner;

/// <summary>Specs that fail in all ways. <see cref="RunReporterTests"/> runs them, in a process of its own.</summary>
public sealed class RedTests
{
    /// <summary>The variable that is set where they are run.</summary>
    public const string AskedFor = "INFRASPECS_RED_SPECS";

    [Fact(Explicit = true)]
    public void By_an_assertion() => 1.Should().Be(2, "it is red");

    [Fact(Explicit = true, Timeout = 300)]
    public async Task By_a_timeout_that_the_body_obeys() =>
        await Wait.UntilAsync("a green light", _ => ValueTask.FromResult(Probe.NotYet<bool>("it is red")), TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

    [Fact(Explicit = true, Timeout = 300)]
    public async Task By_a_timeout_that_the_body_does_not_obey()
    {
        TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        await Wait.UntilAsync("a slow light", _ => ValueTask.FromResult(Probe.NotYet<bool>("it is slow")), TimeSpan.FromSeconds(1.5), CancellationToken.None);
    }

    [Fact(Explicit = true)]
    public void Not_at_all() => 1.Should().Be(1);
}

/// <inheritdoc cref="RedTests"/>
public sealed class RedByConstructorTests
{
    public RedByConstructorTests() => throw new InvalidOperationException("the constructor is red");

    [Fact(Explicit = true)]
    public void By_a_constructor() => 1.Should().Be(1);
}

/// <inheritdoc cref="RedTests"/>
public sealed class RedByFixtureTests : IClassFixture<RedByFixtureTests.RedFixture>
{
    [Fact(Explicit = true)]
    public void By_a_fixture() => 1.Should().Be(1);

    public sealed class RedFixture
    {
        // A fixture is made for an explicit spec too, where nobody asks for that.
        public RedFixture()
        {
            if (Environment.GetEnvironmentVariable(RedTests.AskedFor) is not null) throw new InvalidOperationException("the fixture is red");
        }
    }
}

/// <inheritdoc cref="RedTests"/>
public sealed class RedByDisposalTests : IAsyncDisposable
{
    [Fact(Explicit = true)]
    public void By_a_disposal() => 1.Should().Be(1);

    public ValueTask DisposeAsync() => throw new InvalidOperationException("the disposal is red");
}
