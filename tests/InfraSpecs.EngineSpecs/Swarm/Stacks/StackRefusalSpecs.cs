using InfraSpecs.EngineSpecs.Faults;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.EngineSpecs.Swarm.Stacks.StacksCluster;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Swarm.Stacks;

/// <summary>Files that are wrong; each error has the command line's words, the file and the line.</summary>
[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Collection(StacksCollection.Name)]
public sealed class StackRefusalSpecs(StacksCluster shared)
{
    private SwarmCluster Cluster => shared.Cluster;

    [Theory]
    [InlineData("unknown-key", "version: \"3\"\nservices:\n  api:\n    image: a\n    imagee: b\n", 5, "services.api Additional property imagee is not allowed")]
    [InlineData("unknown-top", "version: \"3\"\nservicess:\n  api:\n    image: a\n", 2, "(root) Additional property servicess is not allowed")]
    [InlineData("no-number", "version: \"3\"\nservices:\n  api:\n    image: a\n    deploy:\n      replicas: many\n", 6, "services.api.deploy.replicas must be a integer")]
    [InlineData("no-yaml", "version: \"3\"\nservices:\n\tapi:\n    image: a\n", 3, "yaml: line 3: found character that cannot start any token")]
    [InlineData("no-fit", "version: \"3\"\nservices:\n  api:\n    image: a\n   ports: []\n", 5, "yaml: line 4: did not find expected key")]
    [InlineData("no-variable", "version: \"3\"\nservices:\n  api:\n    image: \"a:${TAG:?is needed}\"\n", 4, "invalid interpolation format for services.api.image: \"required variable TAG is missing a value: is needed\"; you may need to escape any $ with another $")]
    [InlineData("no-network", "version: \"3\"\nservices:\n  web:\n    image: a\n  api:\n    image: a\n    networks: [nothere]\n", 7, "service api: undefined network \"nothere\"")]
    [InlineData("version-2", "version: \"2\"\nservices:\n  api:\n    image: a\n", 1, "unsupported Compose file version: 2")]
    public async Task The_words_of_the_command_line_with_file_and_line(string name, string compose, int? line, string said)
    {
        using var folder = new StackFolderOnDisk(compose);
        var failure = await RefusedAsync(folder.Options(name));
        FirstLine(failure).Should().Be($"Stack \"{name}\" is refused: {folder.File}:{line}: {said}");
        (failure.Subject, failure.File, failure.Line, failure.Said).Should().Be((name, folder.File, line, said));
        failure.Message.Should().Contain($"{line} | {compose.Split('\n')[line!.Value - 1].Replace("[]", "…", StringComparison.Ordinal)}");
        (await Cluster.ReadStacksAsync(Token)).Should().BeEmpty();
    }

    [Fact]
    [Fault("Swarm", "a stack whose external network is missing", Names = "network \"ch04\" is declared as external, but could not be found")]
    public async Task An_external_network_that_is_missing()
    {
        using var folder = new StackFolderOnDisk("version: \"3\"\nservices:\n  api:\n    image: a\n    networks: [ch04]\nnetworks:\n  ch04:\n    external: true\n");
        var failure = await RefusedAsync(folder.Options("netless"));
        failure.ShouldNameItsFault();
        failure.Message.Should().Be($$"""
            Stack "netless" is refused: {{folder.File}}:7: network "ch04" is declared as external, but could not be found. You need to create a swarm-scoped network before the stack is deployed
              7 |   ch04:
              The cluster has no network "ch04", which line 7 calls external.
              What to do: make it before the stack: cluster.CreateNetworkAsync(name, new SwarmNetworkOptions { Attachable = true }, token).
            """);
    }

    [Fact]
    public async Task An_external_secret_that_is_missing_and_the_networks_that_were_made_before_it_was_missed()
    {
        using var folder = new StackFolderOnDisk("version: \"3\"\nservices:\n  api:\n    image: a\n    secrets: [key]\nsecrets:\n  key:\n    name: the_key\n    external: true\n");
        var failure = await RefusedAsync(folder.Options("keyless"));
        FirstLine(failure).Should().Be($"Stack \"keyless\" is refused: {folder.File}:7: service api: secret not found: the_key");
        failure.Advice.Should().StartWith("make it before the stack: cluster.CreateSecretAsync(");
        (await Cluster.ReadStacksAsync(Token)).Should().BeEmpty();
    }

    [Fact]
    [Fault("Swarm", "a stack whose variable is missing, and whose external network is missing too", Names = "required variable TAG is missing a value: is needed")]
    public async Task What_stopped_the_deploy_is_told_and_not_what_is_missing_too()
    {
        const string Compose = "version: \"3\"\nservices:\n  api:\n    image: a\n    networks: [ch04]\n    ports:\n      - \"80:80\"\n      - \"${TAG:?is needed}:81\"\nnetworks:\n  ch04:\n    external: true\n";
        using var folder = new StackFolderOnDisk(Compose);
        var failure = await RefusedAsync(folder.Options("twofold"));
        failure.ShouldNameItsFault();
        FirstLine(failure).Should().StartWith($"Stack \"twofold\" is refused: {folder.File}:8: invalid interpolation format for services.api.ports");
        failure.Message.Should().Contain("8 |       - ").And.Contain("The cluster has no network \"ch04\", which line 10 calls external.");
        failure.Advice.Should().StartWith("mend what it names");
    }

    [Fact]
    public async Task A_secrets_file_that_is_missing_or_absolute_and_a_folder_that_nodes_do_not_have()
    {
        const string Compose = "version: \"3\"\nservices:\n  api:\n    image: a\nsecrets:\n  key:\n    file: ";
        using var folder = new StackFolderOnDisk(Compose + "../key.txt\n");
        var deploy = () => Cluster.DeployStackAsync(folder.Options("fileless"), Token);
        var missing = (await deploy.Should().ThrowAsync<StackException>().Where(e => e.Reason == StackReason.FileUnreadable)).Which;
        FirstLine(missing).Should().Be($"{folder.File}:7: secrets.key.file names ../key.txt, and there is no file {Path.GetFullPath(Path.Combine(folder.File, "../../key.txt"))}.");
        (missing.Path, missing.Line).Should().Be(("secrets.key.file", (int?)7));

        folder.Write("app/stack.yml", Compose + "/etc/hostname\n");
        FirstLine((await deploy.Should().ThrowAsync<StackException>().Where(e => e.Reason == StackReason.AbsolutePath)).Which).Should().Be($"{folder.File}:7: secrets.key.file names /etc/hostname, which is an absolute path.");
        folder.Write("app/stack.yml", "version: \"3\"\nservices:\n  api:\n    image: a\n    volumes:\n      - ./data:/data\n");
        FirstLine((await deploy.Should().ThrowAsync<StackException>().Where(e => e.Reason == StackReason.RelativeMount)).Which).Should().Be($"{folder.File}:6: services.api.volumes names ./data, a folder beside the file, which the nodes do not have.");
        (await Cluster.ReadStacksAsync(Token)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_port_that_is_none_and_a_config_that_changes_under_its_name()
    {
        using var folder = new StackFolderOnDisk("version: \"3\"\nservices:\n  api:\n    image: a\n    ports: [\"80:80:80:80\"]\n", ("app/a.ini", "a"));
        var port = await RefusedAsync(folder.Options("odd"));
        FirstLine(port).Should().Match($"Stack \"odd\" is refused: {folder.File}:5: error decoding 'Ports': Invalid ip address*80:80*");
        port.Line.Should().Be(5);

        folder.Write("app/stack.yml", "version: \"3.8\"\nservices:\n  api:\n    image: a\n    deploy: {replicas: 0}\n    configs: [settings]\nconfigs:\n  settings:\n    file: a.ini\n");
        await using var stack = await Cluster.DeployStackAsync(folder.Options("odd"), Token);
        folder.Write("app/a.ini", "b");
        var update = () => stack.UpdateAsync(it => it, Token);
        FirstLine((await update.Should().ThrowAsync<StackException>().Where(e => e.Reason == StackReason.Refused)).Which).Should().Match(
            $"Stack \"odd\" is refused: {folder.File}:8: failed to update config odd_settings: *only updates to Labels are allowed");
    }

    [Fact]
    public async Task Values_of_variables_are_in_no_text()
    {
        using var folder = new StackFolderOnDisk("version: \"3\"\nservices:\n  api:\n    image: \"${IMAGE}\"\n    environment:\n      KEY: literal-key\n      KEY2: {a: b}\n");
        var options = folder.Options("discreet") with { Environment = new Dictionary<string, string> { ["IMAGE"] = "S3cret Value" } };
        var failure = await RefusedAsync(options);
        failure.Line.Should().Be(7);
        failure.ToString().Should().NotContain("S3cret").And.NotContain("literal-key").And.NotContain("{a: b}");
        folder.Write("app/stack.yml", "version: \"3\"\nservices:\n  api:\n    image: \"${IMAGE}\"\n");
        var image = await RefusedAsync(options);
        image.Said.Should().Contain("${IMAGE}");
        image.ToString().Should().NotContain("S3cret");
    }

    [Fact]
    public async Task Options_that_cannot_be_meant()
    {
        var variables = new Dictionary<string, string> { ["DOCKER_HOST"] = "x", ["a b"] = "" };
        var deploy = () => Cluster.DeployStackAsync(new StackOptions { Name = "my stack!", File = "nothere.yml", Environment = variables }, Token);
        (await deploy.Should().ThrowAsync<InvalidOptionsException>()).Which.Errors.Should().Equal(
            "Name is 'my stack!'; it must be of letters, digits, '-' and '_', 40 at most, with a letter or digit at both ends.",
            $"File is nothere.yml; there is no such file in {Directory.GetCurrentDirectory()}.",
            "Environment has 'a b'; names of variables are letters, digits and '_'.",
            "Environment has DOCKER_HOST; variables of this kind are for the docker command itself, and would lead it elsewhere.");
    }

    private async Task<StackException> RefusedAsync(StackOptions options)
    {
        var deploy = () => Cluster.DeployStackAsync(options, Token);
        var failure = (await deploy.Should().ThrowAsync<StackException>().Where(e => e.Reason == StackReason.Refused)).Which;
        TestContext.Current.TestOutputHelper!.WriteLine(failure.Message);
        return failure;
    }
}
