using InfraSpecs.Xunit;

namespace InfraSpecs.EngineSpecs.Cli.Write;

/// <summary><c>infraspecs write</c> of a stack file: what it writes brings the stack up on a cluster of its own, as the file was, and as it is changed.</summary>
[RequiresEngine(EngineFeatures.Privileged)]
public sealed class WriteStackSpecs
{
    private const string Was = """
        services:
          api:
            image: example/echo:latest
            environment: {BACKEND_HOST: "shop_agent:8080"}
            ports: [{target: 8080, published: 8080, mode: host}]
            networks: [front]
            deploy: {replicas: 2, endpoint_mode: dnsrr, placement: {constraints: [node.labels.disk == ssd]}}
          agent:
            image: example/nginx-proxy:latest
            environment: {BACKEND_HOST: "shop_api:8080"}
            networks: [front]
            deploy: {mode: global, endpoint_mode: dnsrr}
        networks: {front: {external: true}}
        """;

    private const string Is = """
        services:
          api:
            image: example/nginx-proxy:latest
            environment: {BACKEND_HOST: "shop_agent:8080"}
            ports: [{target: 8080, published: 8081, mode: host}]
            deploy: {replicas: 1, endpoint_mode: dnsrr, placement: {constraints: [node.role == manager]}}
          agent:
            image: example/echo:latest
            environment: {BACKEND_HOST: "shop_api:8080"}
            deploy: {replicas: 1, endpoint_mode: dnsrr}
          more:
            image: example/echo:latest
            deploy: {replicas: 1, endpoint_mode: dnsrr}
        """;

    [Fact]
    public async Task Its_class_is_green_and_each_claim_is_red_when_the_file_is_another()
    {
        using var project = new WrittenProject();
        var file = project.Change("stacks/shop.yml", Was);
        var (code, output, error) = await WrittenProject.WriteAsync(file, "-o", project.At("Specs.cs"));
        (code, output, error).Should().Be((0, $"{project.At("Specs.cs")}: 9 specs of stack shop\n", ""));
        await project.BuildAsync();
        var (passed, failed, said) = await project.RunAsync();
        failed.Should().BeEmpty(said);
        passed.Should().HaveCount(9, said);

        project.Change("stacks/shop.yml", Is);
        (passed, failed, said) = await project.RunAsync();
        passed.Should().BeEmpty(said);
        said.Should().Contain("to run only on node.labels.disk==ssd, but ").And.Contain("to run on every node, but none of its tasks runs on ");

        project.Change("stacks/shop.yml", Was.Replace("image:", "imagee:", StringComparison.Ordinal));
        (passed, _, said) = await project.RunAsync();
        passed.Should().BeEmpty(said);
        said.Should().Contain("Stack \"shop\" is refused: ");
    }
}
