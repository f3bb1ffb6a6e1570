using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.Swarm.Tests.Stacks;

public sealed class ComposeWarningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Stack => _folder.At("stack.yml");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_Swarm_ignores_is_told_with_service_and_line_also_what_was_merged_in() =>
        (await ReadAsync("x-base: &base\n  privileged: true\nservices:\n  db: {image: a}\n  api:\n    <<: *base\n    image: a\n    depends_on: [db]\n    container_name: api\n")).Ignored.Should().Equal(
            $"{Stack}:2: service api: privileged is ignored by Swarm: tasks are not privileged; cap_add gives them single capabilities.",
            $"{Stack}:8: service api: depends_on is ignored by Swarm: all services start side by side; let each wait for what it needs.",
            $"{Stack}:9: service api: container_name is ignored by Swarm: tasks have names of their own; services are found by the service's name.");

    [Theory]
    [InlineData("services:\n  api: {image: a}\n  web: {image: a}\n  api: {image: b}\n", "services.api", 2, 4)]
    [InlineData("services:\n  api:\n    image: a\n    deploy: {}\n    image: b\n", "services.api.image", 3, 5)]
    [InlineData("services: {}\nservices: {}\n", "services", 1, 2)]
    [InlineData("services:\n  api:\n    environment: {A: 1, B: 2, A: 1}\n", "services.api.environment.A", 3, 3)]
    [InlineData("services:\n  api:\n    volumes:\n      - {type: bind,\n         type: volume}\n", "services.api.volumes.0.type", 4, 5)]
    [InlineData("x-a:\n  b: 1\n  \"b\": 2\nservices: {}\n", "x-a.b", 2, 3)]
    public async Task A_key_that_is_given_twice_is_an_error_with_both_lines(string text, string path, int first, int second)
    {
        var file = await ReadAsync(text);
        var failure = file.Invoking(it => it.ThrowIfAmbiguous()).Should().Throw<StackException>().Where(e => e.Reason == StackReason.DuplicateKey).Which;
        failure.Message.Split('\n')[0].Should().Be($"{Stack}:{second}: {path} is given twice, in line {first} and in line {second}.");
        (failure.Path, failure.Line).Should().Be((path, (int?)second));
    }

    [Fact]
    public async Task Two_merges_and_a_key_beside_what_is_merged_are_none() =>
        (await ReadAsync("x-a: &a {image: a}\nx-b: &b {user: b}\nservices:\n  api:\n    <<: *a\n    <<: *b\n    image: c\n")).ThrowIfAmbiguous();

    private async Task<ComposeFile> ReadAsync(string text)
    {
        await File.WriteAllTextAsync(Stack, text, Token);
        return await ComposeFile.ReadAsync(Stack, new Dictionary<string, string>(), Token);
    }
}
