using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.Swarm.Tests.Stacks;

public sealed class ComposeFileTests : IDisposable
{
    private const string Text = """
        version: "3.8"
        x-common: &common
          image: a:${TAG}
          env_file: [common.env, "${KIND}.env"]
        services:
          api:
            <<: *common
            environment:
              PASSWORD: literal
            volumes:
              - ./data:/data
              - type: bind
                source: ~/home
                target: /home
              - /var/run/docker.sock:/var/run/docker.sock
              - named:/named
          web:
            image: b
            image: c
            env_file: web.env
            command: ["${TYPO}"]
        secrets:
          key:
            file: ../key.txt
          theirs:
            external: true
        networks:
          ch03:
            external:
              name: chapter03
          own:
            external: false
        """;

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.At("app/stack.yml");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_files_that_it_names_are_found_also_through_anchors_and_variables() =>
        (await ReadAsync(Text)).Files.Should().Equal(
            ("secrets.key.file", "../key.txt", 24),
            ("services.api.env_file", "common.env", 4), ("services.api.env_file", "dev.env", 4), ("services.web.env_file", "web.env", 20));

    [Fact]
    public async Task Folders_beside_it_that_it_mounts_are_found() =>
        (await ReadAsync(Text)).RelativeMounts.Should().Equal(("services.api.volumes", "./data", 11), ("services.api.volumes", "~/home", 13));

    [Fact]
    public async Task What_it_calls_external_has_the_name_in_the_cluster() =>
        (await ReadAsync(Text)).Externals.Should().Equal((ObjectKind.Network, "chapter03", 28), (ObjectKind.Secret, "theirs", 25));

    [Fact]
    public async Task Variables_that_mean_nothing_are_told_with_their_lines_those_of_extensions_where_they_are_used()
    {
        var file = await ReadAsync(Text);
        file.UnknownVariables.Should().Equal(
            $"{Path}:3: the variable TAG is not in StackOptions.Environment, and became empty.",
            $"{Path}:21: the variable TYPO is not in StackOptions.Environment, and became empty.");
    }

    [Theory]
    [InlineData("services.api.volumes.1 must be a string", 12)]
    [InlineData("services.web Additional property env_file is not allowed", 20)]
    [InlineData("(root) Additional property secrets is not allowed", 22)]
    [InlineData("failed to create service s_web: Error", 17)]
    [InlineData("network \"chapter03\" is declared as external, but could not be found.", 28)]
    [InlineData("secret not found: theirs", 25)]
    [InlineData("error decoding 'Volumes': invalid spec: named:/named", 16)]
    [InlineData("service api: no such thing \"/home\"", 14)]
    [InlineData("service web: undefined network \"nothere\"", 17)]
    [InlineData("nothing that it knows", null)]
    public async Task The_line_of_what_the_command_line_says(string said, int? line) => (await ReadAsync(Text)).Locate(said, "s").Should().Be(line);

    [Fact]
    public async Task Of_a_variable_for_a_service_only_the_name_is_shown_and_of_a_broken_file_only_keys()
    {
        var file = await ReadAsync(Text);
        (file.Shown(9), file.Shown(18)).Should().Be(("      PASSWORD: …", "    image: b"));
        (await ReadAsync("a:\n  - x\n PASSWORD: secret\n")).Shown(3).Should().Be(" PASSWORD: …");
    }

    [Theory]
    [InlineData("")]
    [InlineData("just text")]
    [InlineData("- a\n- b\n")]
    [InlineData("a: [1, 2\nb: 3\n")]
    [InlineData("services:\nnetworks: 3\n")]
    public async Task What_is_no_compose_file_names_nothing(string text)
    {
        var file = await ReadAsync(text);
        file.Files.Should().BeEmpty();
        file.Externals.Should().BeEmpty();
        file.RelativeMounts.Should().BeEmpty();
        file.Locate("services.api.image must be a string", "s").Should().BeNull();
    }

    [Fact]
    public async Task The_folder_holds_what_it_names_and_relative_names_mean_the_same_in_it()
    {
        _folder.Write("key.txt", "k");
        var folder = await StackFolder.ReadAsync(
            await ReadAsync("services:\n  a:\n    env_file: ./deep/../a.env\nsecrets:\n  key: {file: ../key.txt}\n", "a.env"), Token);
        (folder.Compose, folder.Folder).Should().Be(("_/compose.yml", "_/"));
        folder.Sources.Keys.Should().BeEquivalentTo("key.txt", "_/a.env");
    }

    private Task<ComposeFile> ReadAsync(string text, params string[] others)
    {
        foreach (var other in others) _folder.Write("app/" + other, "");
        return ComposeFile.ReadAsync(_folder.Write("app/stack.yml", text), new Dictionary<string, string> { ["KIND"] = "dev" }, Token);
    }
}
