using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.Swarm.Tests.Stacks;

/// <summary>What YAML and the docker command line allow, and few write: it means here what it means to them.</summary>
public sealed class OddComposeFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.At("stack.yml");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("false", false)]
    [InlineData("False", false)]
    [InlineData("FALSE", false)]
    [InlineData("no", false)]
    [InlineData("\"${OUT:-false}\"", false)]
    [InlineData("${OUT:-No}", false)]
    [InlineData("${INSIDE}", false)]
    [InlineData("${INSIDE:-true}", false)]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData("${OUT:-yes}", true)]
    [InlineData("{name: theirs}", true)]
    public async Task What_is_external_says_so_in_every_spelling_and_by_variables(string external, bool isExternal)
    {
        var file = await ReadAsync($"secrets:\n  key:\n    name: theirs\n    external: {external}\n");
        file.Externals.Should().BeEquivalentTo(isExternal ? new[] { (ObjectKind.Secret, "theirs", 2) } : []);
        file.Makes("shop").Should().Equal(isExternal ? [(ObjectKind.Network, "shop_default")] : [(ObjectKind.Secret, "theirs"), (ObjectKind.Network, "shop_default")]);
    }

    [Theory]
    [InlineData("<<: [*a, *b]")]
    [InlineData("<<: [*a, {env_file: inline.env}]")]
    [InlineData("<<: *ab")]
    [InlineData("env_file: a.env\n    <<: [*b, *a]")]
    public async Task Of_what_is_merged_in_the_first_counts_and_what_stands_beside_before_all(string merged)
    {
        var file = await ReadAsync($"x-a: &a {{env_file: a.env}}\nx-b: &b {{env_file: b.env}}\nx-ab: &ab {{<<: [*a, *b]}}\nservices:\n  api:\n    image: a\n    {merged}\n");
        file.Files.Select(it => it.Named).Should().Equal("a.env");
    }

    [Fact]
    public async Task Placements_that_no_node_suits_or_that_spread_nothing_are_told_with_service_and_line()
    {
        var file = await ReadAsync("""
            x-placement: &placement
              constraints:
                - node.lables.disk == ssd
                - node.role == manger
                - node.labels.zone == ${ZONE}
                - ${INSIDE}
              preferences:
                - spread: node.lable.az
                - spread: node.labels.az
            services:
              api: {image: a, deploy: {placement: *placement}}
              web: {image: a, deploy: {placement: {constraints: [node.role != manager, "node.platform.arch == x86_64"], max_replicas_per_node: 1}}}
              old: {image: a, deploy: {placement: {preferences: []}}}
            """);
        file.Misplaced.Should().Equal(
            $"{Path}:3: service api: 'node.lables.disk == ssd' asks for 'node.lables.disk', which nodes do not have; did you mean node.labels.disk?",
            $"{Path}:4: service api: 'node.role == manger' asks for a role that there is not; it is manager or worker.",
            $"{Path}:5: service api: 'node.labels.zone == ' names no value.",
            $"{Path}:6: service api: '${{INSIDE}}' is no constraint; write it as node.role==worker or node.labels.disk!=ssd.",
            $"{Path}:8: service api: 'node.lable.az' is nothing that tasks are spread over; did you mean node.labels.az?");
    }

    [Theory]
    [InlineData("services:\n  &k api:\n    image: &i a\n    hostname: *i\n")]
    [InlineData("\uFEFFservices:\r\n  api:\r\n    image: a\r\n")]
    [InlineData("%YAML 1.1\n---\nservices:\n  api:\n    image: a\n...\n")]
    [InlineData("services:\n  api:\n    image: a\n---\nservices:\n  other: {image: b}\n")]
    [InlineData("services:\n  api:\n    image: a\n#\tcomment\n    hostname: b\n")]
    [InlineData("services:\n  api:\n    image: a\n    command: [a,\tb]\t# tab\n    environment: {a: \"b\tc\", d:\te}\n")]
    [InlineData("services:\n  api: !mine\n    image: !!str 3\n    labels: !!omap {a: b}\n")]
    [InlineData("x-a: &a {user: a}\nx-b: &a {user: b}\nservices:\n  api:\n    <<: *a\n    image: a\n")]
    [InlineData("services:\n  api:\n    image: \"a🐳\"\n    labels: {🐳: 1, \"b\":c}\n")]
    [InlineData("services:\n  api:\n    image: a\n    command: [\"a\", \"b\",]\n    healthcheck: {test: [\"CMD\", x], interval: 1s, }\n")]
    [InlineData("services:\n  ? api\n  : image: a\n")]
    public async Task What_the_docker_command_line_reads_is_read(string text)
    {
        var file = await ReadAsync(text);
        file.IsBroken.Should().BeFalse();
        file.ThrowIfAmbiguous();
        file.Makes("s").Should().Equal((ObjectKind.Service, "s_api"), (ObjectKind.Network, "s_default"));
    }

    private async Task<ComposeFile> ReadAsync(string text)
    {
        await File.WriteAllTextAsync(Path, text, Token);
        return await ComposeFile.ReadAsync(Path, new Dictionary<string, string> { ["INSIDE"] = "off" }, Token);
    }
}
