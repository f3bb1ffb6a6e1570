using InfraSpecs.Cli.Write;

namespace InfraSpecs.Cli.Tests.Write;

public sealed class ComposeReaderTests
{
    [Theory]
    [InlineData("version: '3'\n", "shop.yml: it has no 'services:'.")]
    [InlineData("services:\n", "shop.yml:1: its 'services:' has none.")]
    [InlineData("services: {web: {build: .}}", "shop.yml:1: service web has no image, and a stack is deployed from images.")]
    [InlineData("services: {web: {image: \"${TAG}\"}}", "shop.yml:1: service web has no image, and a stack is deployed from images.")]
    [InlineData("services:\n  web: {image: a, volumes: [./data:/data]}", "shop.yml:2: service web mounts ./data, a folder of this machine, which the nodes do not have.")]
    [InlineData("services:\n  web: {image: a, deploy: {replicas: many}}", "shop.yml:2: services.web.deploy.replicas is 'many', which is no number.")]
    [InlineData("services:\n  web: {image: a, deploy: {placement: {constraints: [role=worker]}}}", "shop.yml:2: service web: 'role=worker' is no constraint.")]
    [InlineData("services:\n  web: {image: a, deploy: {placement: {constraints: [node.hostname == db1]}}}",
        "shop.yml:2: service web wants node.hostname==db1, and no node of a spec's cluster is that: it has manager, worker01, worker02, worker03.")]
    public void What_no_cluster_could_run_is_one_sentence(string text, string sentence) => FluentActions.Invoking(() => Read(text)).Should().Throw<WriteException>()
        .Which.Message.Should().StartWith(sentence + "\n  What to do: ");

    [Fact]
    public void What_is_no_YAML_is_told_with_its_line() => FluentActions.Invoking(() => Read("services:\n  web: [\n")).Should().Throw<WriteException>().Which.Message.Should().StartWith("shop.yml:");

    [Fact]
    public void What_is_nested_too_deeply_is_refused() =>
        FluentActions.Invoking(() => Read("services: " + new string('[', 200_000))).Should().Throw<WriteException>().WithMessage("shop.yml:1: it is nested more than 100 levels deep*");

    [Fact]
    public void Secrets_of_the_environment_stay_there() =>
        ComposeReader.Read("shop.yml", "services: {web: {image: \"a:${DB_PASSWORD:-x}\"}}", _ => "hunter2secret").Should()
            .BeEquivalentTo(new { Variables = new Dictionary<string, string>(), Services = new[] { new { Image = "a:x" } } });

    [Theory]
    [InlineData("stacks/web-api.prod.yml", "web-api")]
    [InlineData("/srv/shop/compose.yaml", "shop")]
    [InlineData("/srv/my shop/docker-compose.yml", "myshop")]
    [InlineData("/compose.yml", "stack")]
    public void A_stack_is_called_as_its_file(string path, string name) => ComposeReader.StackOf(path).Should().Be(name);

    private static ComposeSeen Read(string text) => ComposeReader.Read("shop.yml", text, _ => null);
}
