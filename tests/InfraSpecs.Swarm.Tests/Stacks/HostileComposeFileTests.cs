using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.Swarm.Tests.Stacks;

/// <summary>Compose files, and files that they name, which would hang the process, kill it or eat its memory.</summary>
public sealed class HostileComposeFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    private string Stack => Named("stack.yml");

    public void Dispose()
    {
        _socket.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("x-a: &a {<<: *a}\nservices:\n  api:\n    <<: *a\n", 1, "the alias *a within what it names, which would have no end")]
    [InlineData("services:\n  api:\n    command: &a [*a]\n", 3, "the alias *a within what it names, which would have no end")]
    [InlineData("x-a: &a\n  b:\n    - c: [d, *a]\n", 3, "the alias *a within what it names, which would have no end")]
    [InlineData("x-a: &a\n  <<: [*a, *a]\n", 2, "the alias *a within what it names, which would have no end")]
    public async Task An_alias_of_what_holds_it(string text, int line, string has) => await BeyondAsync(text, line, has);

    [Fact]
    public async Task Nesting_in_lists_mappings_and_keys()
    {
        await BeyondAsync("services:\n  " + new string('[', 20_000), 2, "more than 100 levels, one within the other");
        await BeyondAsync("services:\n  " + string.Concat(Enumerable.Repeat("{a: ", 20_000)), 2, "more than 100 levels, one within the other");
        await BeyondAsync("? " + new string('[', 20_000), 1, "more than 100 levels, one within the other");
        await BeyondAsync(string.Concat(Enumerable.Range(0, 1_000).Select(it => new string(' ', it) + "a:\n")), 101, "more than 100 levels, one within the other");
        await BeyondAsync(string.Concat(Enumerable.Repeat("- ", 20_000)) + "a", 1, "more than 100 levels, one within the other");
    }

    [Fact]
    public async Task Nesting_through_aliases()
    {
        // Each is shallow where it stands.
        var text = "x0: &a0 {b: c}\n" + string.Concat(Enumerable.Range(1, 200).Select(it => $"x{it}: &a{it} {{b: *a{it - 1}}}\n"));
        await BeyondAsync(text, 99, "more than 100 levels, one within the other");
        await BeyondAsync(text.Replace("{b: *", "{<<: *", StringComparison.Ordinal), 99, "more than 100 levels, one within the other");
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{<<: [", "]}")]
    public async Task Anchors_that_multiply(string open, string close)
    {
        var text = "x0: &a0 {b: c}\n" + string.Concat(Enumerable.Range(1, 9).Select(it => $"x{it}: &a{it} {open}{string.Join(',', Enumerable.Repeat($"*a{it - 1}", 10))}{close}\n"));
        (await FailureAsync(text)).Message.Should().Contain(": the file has more than 100000 values, once what its aliases name is put in their place.");
    }

    [Fact]
    public async Task Openings_of_variables_without_an_end_and_one_long_text_are_read_in_time()
    {
        var began = Stopwatch.GetTimestamp();
        var file = await ReadAsync($"services:\n  api:\n    image: \"{string.Concat(Enumerable.Repeat("${A:-", 150_000))}\"\n    command: {new string('x', 100_000)}\n");
        file.UnknownVariables.Should().BeEmpty();
        file.Quoted(4).Should().HaveLength(206).And.EndWith("xxx …");
        Stopwatch.GetElapsedTime(began).Should().BeLessThan(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_file_that_is_none()
    {
        await PipeAsync(Stack);
        (await Reading().Should().ThrowAsync<StackException>().Where(e => e.Reason == StackReason.FileUnreadable)).WithMessage($"StackOptions.File is {Stack}, which is a named pipe.\n  What to do: *");
        File.Delete(Stack);
        File.CreateSymbolicLink(Stack, "/dev/zero");
        (await Reading().Should().ThrowAsync<StackException>().Where(e => e.Reason == StackReason.FileUnreadable)).WithMessage("*which is a link to /dev/zero, which is a device.*");
        File.Delete(Stack);
        File.WriteAllText(Stack, new string('#', (1 << 20) + 1));
        (await Reading().Should().ThrowAsync<StackException>().Where(e => e.Reason == StackReason.FileUnreadable)).WithMessage("*, which has 1,048,577 bytes; Swarm takes no file of more than 1,048,576.*");

        Func<Task> Reading() => () => ComposeFile.ReadAsync(Stack, new Dictionary<string, string>(), Token);
    }

    [Theory]
    [InlineData("services:\n  api:\n    env_file: odd\n", "services.api.env_file", 3)]
    [InlineData("secrets:\n  key:\n    file: odd\n", "secrets.key.file", 3)]
    [InlineData("configs:\n  key: {file: ./odd}\n", "configs.key.file", 2)]
    public async Task A_file_that_it_names_and_that_is_none(string text, string path, int line)
    {
        var odd = Named("odd");
        await SaysAsync(() => PipeAsync(odd), "which is a named pipe");
        await SaysAsync(() => Link("/dev/zero"), "which is a link to /dev/zero, which is a device");
        await SaysAsync(() => Link("/dev/null"), "which is a link to /dev/null, which is a device");
        await SaysAsync(() => Link("there"), $"which is a link to {Named("there")}, and there is no such file");
        await SaysAsync(() => Link("odd"), "which cannot be read: *");
        await SaysAsync(() => Link(_folder.FullName), $"which is a link to {_folder.FullName}, which is a folder");
        await SaysAsync(() => Link("/dev/stdin"), "which *");
        await SaysAsync(async () => await File.WriteAllBytesAsync(odd, new byte[(1 << 20) + 1], Token), "which has 1,048,577 bytes; Swarm takes no file of more than 1,048,576");
        await SaysAsync(() => Listen(odd), "which cannot be read: *");
        await SaysAsync(() => Task.CompletedTask, $"and there is no file {odd}");
        Directory.CreateDirectory(odd);
        await SaysAsync(() => Task.CompletedTask, "which is a folder");

        Task Link(string target) => Task.FromResult(File.CreateSymbolicLink(odd, target));

        async Task SaysAsync(Func<Task> make, string what)
        {
            await make();
            var read = async () => await StackFolder.ReadAsync(await ReadAsync(text), Token);
            var failure = (await read.Should().ThrowAsync<StackException>().Where(e => e.Reason == StackReason.FileUnreadable)).Which;
            failure.Message.Split('\n')[0].Should().Match($"{Stack}:{line}: {path} names *odd, {what}.");
            (failure.Path, failure.Line).Should().Be((path, (int?)line));
            if (File.Exists(odd) || new FileInfo(odd).LinkTarget is not null) File.Delete(odd);
        }
    }

    [Fact]
    public async Task What_is_large_deep_or_merged_within_reason_is_read()
    {
        File.WriteAllText(Named("real.env"), "A=b");
        File.CreateSymbolicLink(Named("a.env"), "real.env");
        File.WriteAllText(Named("empty"), "");
        File.WriteAllBytes(Named("large"), new byte[1 << 20]);
        var file = await ReadAsync("x-a: &a {image: a}\nx-b: &b {user: b}\nservices:\n  api:\n    <<: [*a, *b]\n    env_file: [a.env, a.env, empty]\nsecrets:\n  key: {file: large}\n"
            + "x-deep: " + new string('[', 95) + new string(']', 95) + "\n");
        var folder = await StackFolder.ReadAsync(file, Token);
        folder.Sources.Select(it => (it.Key, it.Value.Length)).Should().BeEquivalentTo(new[] { ("a.env", 3), ("empty", 0), ("large", 1 << 20) });
        Encoding.UTF8.GetString(folder.Sources["a.env"]).Should().Be("A=b");
    }

    private static Task PipeAsync(string path) => ChildProcess.RunAsync("mkfifo", [path], Token);

    private Task Listen(string path)
    {
        _socket.Bind(new UnixDomainSocketEndPoint(path));
        return Task.CompletedTask;
    }

    private string Named(string name) => _folder.At(name);

    private async Task BeyondAsync(string text, int line, string has)
    {
        var failure = await FailureAsync(text);
        failure.Message.Split('\n')[0].Should().Be($"{Stack}:{line}: the file has {has}.");
        (failure.File, failure.Line).Should().Be((Stack, (int?)line));
    }

    private async Task<StackException> FailureAsync(string text)
    {
        var read = () => ReadAsync(text);
        return (await read.Should().ThrowAsync<StackException>().Where(e => e.Reason == StackReason.FileTooComplex)).Which;
    }

    private async Task<ComposeFile> ReadAsync(string text)
    {
        await File.WriteAllTextAsync(Stack, text, Token);
        return await ComposeFile.ReadAsync(Stack, new Dictionary<string, string>(), Token);
    }
}
