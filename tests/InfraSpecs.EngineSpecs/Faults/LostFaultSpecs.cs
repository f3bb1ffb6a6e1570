using InfraSpecs.EngineSpecs.Connection;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Faults;

/// <summary>A fault whose engine is lost meanwhile.</summary>
[RequiresEngine(EngineFeatures.NetworkFaults)]
public sealed class LostFaultSpecs(EngineFixture fixture) : ProxiedSpecs(fixture)
{
    [Fact]
    public async Task It_is_not_said_to_be_healed_and_hides_no_failure()
    {
        var broken = await StartSleeperAsync();
        var fault = await Fault.BeginAsync(broken, new NetworkFault { Loss = 1 }, Token);
        var spec = async () =>
        {
            await using var disposed = fault;
            Proxy.Cut();
            throw new InvalidOperationException("the first failure");
        };
        await spec.Should().ThrowAsync<InvalidOperationException>().WithMessage("the first failure");
        var unseen = (await fault.Awaiting(it => it.HealAsync()).Should().ThrowAsync<FaultException>()).Which;
        unseen.Reason.Should().Be(FaultReason.NotHealed);
        unseen.InnerException.Should().BeOfType<EngineException>();
        unseen.Message.Should().MatchRegex(
            $"^{broken.Name} had no packets, both ways, and it was not seen to be healed: The Docker engine at [^\\n]* was lost: [^\\n]*\\n  What to do: remove fault-\\w+-\\d+, if it is there, with 'docker rm -f fault-");
    }

    [Fact]
    [RequiresEngine(EngineFeatures.ProcessTracing)]
    public async Task A_disk_is_not_said_to_be_healed_either()
    {
        var broken = await StartSleeperAsync();
        var fault = await Fault.BeginAsync(broken, new DiskFault { Folder = "/etc", ReadOnly = true }, Token);
        Proxy.Cut();
        await fault.DisposeAsync();
        var unseen = (await fault.Awaiting(it => it.HealAsync()).Should().ThrowAsync<FaultException>()).Which;
        unseen.Reason.Should().Be(FaultReason.NotHealed);
        unseen.Message.Should().StartWith($"{broken.Name} had nothing that can be changed, in /etc, and it was not seen to be healed: The Docker engine at ");
    }
}
