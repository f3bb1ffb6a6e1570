using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Swarm.Stacks;

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
public sealed class AttachedStackSpecs(KeptFixture kept) : IClassFixture<KeptFixture>
{
    private const string Compose = "version: \"3.8\"\nservices:\n  none:\n    image: example/none:${TAG}\n    secrets: [key]\n    deploy: {replicas: 0}\nsecrets:\n  key: {file: key.txt}\n";

    [Fact]
    public async Task This_machines_docker_command_deploys_to_machines_and_only_what_was_made_is_removed()
    {
        using var folder = new StackFolderOnDisk(Compose, ("app/key.txt", "k3y"));
        var options = folder.Options("theirs") with { Environment = new Dictionary<string, string> { ["TAG"] = "1" } };
        await kept.Cluster.DeployStackAsync(options, Token);
        using var certificates = await kept.CertificatesAsync();
        await using (var attached = await SwarmCluster.AttachAsync(kept.Address("manager"), certificates.Options, Token))
        {
            await attached.DeployStackAsync(options with { UpdateExisting = true }, Token);
            var ours = await attached.DeployStackAsync(options with { Name = "ours" }, Token);
            (await ours.ReadServicesAsync(Token)).Should().ContainSingle().Which.Image.Should().Be("example/none:1");
            folder.Write("app/stack.yml", Compose.Replace("image:", "imagee:", StringComparison.Ordinal));
            var refused = () => ours.UpdateAsync(it => it, Token);
            (await refused.Should().ThrowAsync<StackException>().Where(e => e.Reason == StackReason.Refused)).Which.Line.Should().Be(4);
            (await attached.ReadStacksAsync(Token)).Select(it => it.Name).Should().Equal("ours", "theirs");
        }

        (await kept.Cluster.ReadStacksAsync(Token)).Should().ContainSingle().Which.Name.Should().Be("theirs");
        await kept.Cluster.ResetAsync(Token);
    }
}
