using System.Diagnostics;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using InfraSpecs.Cli;
using InfraSpecs.EngineSpecs.Cleanup;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Connection;

/// <summary>An engine behind ssh is used as any other, as the docker command does it, and nothing of the way to it is left.</summary>
[RequiresEngine(EngineFeatures.BindMounts)]
[UnsupportedOSPlatform("windows")]
public sealed class SshSpecs(EngineFixture fixture, SshMachine machine) : IClassFixture<SshMachine>
{
    [Fact]
    public async Task It_is_named_by_a_variable_or_a_context_and_is_the_engine_of_that_machine()
    {
        var (code, output, error) = await DoctorAsync(machine.At("root"));
        error.Should().BeEmpty();
        code.Should().BeOneOf(0, 1);
        var engine = JsonNode.Parse(output)!["engine"]!;
        ($"{engine["endpoint"]}", $"{engine["namedBy"]}", $"{engine["version"]}").Should().Be(($"{machine.At("root").OriginalString}", "DOCKER_HOST", fixture.Engine.Version));
        await machine.ShouldBeGoneAsync();

        var id = Convert.ToHexStringLower(SHA256.HashData("far"u8));
        var meta = Directory.CreateDirectory(Path.Combine(machine.DockerFolder, "contexts", "meta", id));
        await File.WriteAllTextAsync(Path.Combine(meta.FullName, "meta.json"), $$$"""{"Name":"far","Metadata":{},"Endpoints":{"docker":{"Host":"{{{machine.At("root", "/run/docker.sock").OriginalString}}}"} } }""", Token);
        await File.WriteAllTextAsync(Path.Combine(machine.DockerFolder, "config.json"), """{"currentContext":"far"}""", Token);
        try
        {
            var text = (await EndAsync(machine.Started(null, ["dotnet", typeof(SweepCommand).Assembly.Location, "doctor"]))).Output;
            text.Should().Contain($"at {machine.At("root", "/run/docker.sock").OriginalString}\n").And.Contain("by the Docker context 'far' of ")
                .And.Contain("through ssh, which brings its socket here and no port");
        }
        finally
        {
            Directory.Delete(machine.DockerFolder, recursive: true);
        }
    }

    [Theory]
    [InlineData("root", "ssh", "/none.sock", "ssh logs in, and there is no socket /none.sock on that machine.")]
    [InlineData("stranger", "ssh", "", "ssh logs in, and its user has no right to the socket /var/run/docker.sock on that machine.")]
    [InlineData("walled", "ssh", "", "ssh logs in, and the socket /var/run/docker.sock of that machine does not answer: nobody listens on it, or its ssh server forwards no sockets (it said `channel ")]
    [InlineData("root", "keyless", "", "ssh is not let in (it said `root@127.0.0.1: Permission denied (publickey)")]
    [InlineData("root", "strange", "", "ssh does not know the machine's key (it said `Host key verification failed.`).")]
    public async Task What_keeps_it_from_being_reached_is_one_sentence_and_leaves_nothing(string user, string ssh, string path, string seen)
    {
        if (user == "walled") await machine.AdmitAsync(user);
        var (code, output, error) = await DoctorAsync(machine.At(user, path), ssh);
        (code, $"{JsonNode.Parse(output)!["error"]}\n").Should().Be((2, error));
        error.Should().StartWith($"No Docker engine answers at {machine.At(user, path).OriginalString} (DOCKER_HOST): {seen}").And.Contain("What to do: ").And.NotContain("   at ");
        machine.Left().Should().BeEmpty();
    }

    [Fact]
    public async Task A_machine_that_is_not_there_is_told() =>
        (await DoctorAsync(new Uri("ssh://root@127.0.0.1:1"))).Error.Should().Contain("ssh does not reach the machine (it said `ssh: connect to host 127.0.0.1 port 1: Connection refused`).");

    [Fact]
    public async Task A_port_that_a_container_publishes_there_is_reached_here()
    {
        var said = await RunExplicitAsync(nameof(SshPortSpecs.It_answers));
        said.Should().Contain("succeeded: 1");
        await machine.ShouldBeGoneAsync();
    }

    [Theory]
    [InlineData("KILL")]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task However_a_process_ends_nothing_is_left_of_what_it_made_and_of_its_ssh(string signal)
    {
        using var folder = new TemporaryFolder();
        var things = new ThingsOfProcess(fixture.Engine, folder.At("made"));
        var start = machine.Started(machine.At("root"),
        [
            // A terminal sends its signal to all that it has started, ssh among them.
            "setsid", "dotnet", typeof(OneOfEachSpecs).Assembly.Location, "--filter-method", $"{typeof(OneOfEachSpecs).FullName}.{nameof(OneOfEachSpecs.It_has_made_one_of_each_kind)}",
            "--no-ansi", "--progress", "off", "--report-infraspecs", "off",
        ]);
        (start.Environment[OneOfEachSpecs.EndingVariable], start.Environment[OneOfEachSpecs.FileVariable]) = (OneOfEachSpecs.Waits, things.File);
        using var process = Process.Start(start)!;
        _ = process.StandardOutput.ReadToEndAsync(Token);
        _ = process.StandardError.ReadToEndAsync(Token);
        try
        {
            var making = things.MadeAsync();
            (await Task.WhenAny(making, process.WaitForExitAsync(Token))).Should().BeSameAs(making, "the process lives until it has made all");
            var made = await making;
            machine.Left().Should().NotBeEmpty("it goes through ssh");
            await ChildProcess.RunAsync("kill", [$"-{signal}", "--", signal == "KILL" ? $"{process.Id}" : $"-{process.Id}"], Token);
            await process.WaitForExitAsync(Token).WaitAsync(TimeSpan.FromSeconds(60), Token);
            await things.ShouldLeaveNothingAsync(made);
            await machine.ShouldBeGoneAsync();
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private async Task<string> RunExplicitAsync(string method)
    {
        var (_, output, error) = await EndAsync(machine.Started(machine.At("root"),
        [
            "dotnet", typeof(SshPortSpecs).Assembly.Location, "--explicit", "only", "--filter-method", $"{typeof(SshPortSpecs).FullName}.{method}",
            "--no-ansi", "--progress", "off", "--report-infraspecs", "off",
        ]));
        return output + error;
    }

    private Task<(int Code, string Output, string Error)> DoctorAsync(Uri engine, string ssh = "ssh") =>
        EndAsync(machine.Started(engine, ["dotnet", typeof(SweepCommand).Assembly.Location, "doctor", "--json"], ssh));

    private static async Task<(int Code, string Output, string Error)> EndAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(Token), process.StandardError.ReadToEndAsync(Token));
            await process.WaitForExitAsync(Token).WaitAsync(TimeSpan.FromMinutes(1), Token);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}

/// <summary>Runs in a process of its own, whose engine is behind ssh.</summary>
[RequiresEngine]
public sealed class SshPortSpecs(EngineFixture fixture)
{
    [Fact(Explicit = true)]
    public async Task It_answers()
    {
        var options = new ContainerOptions { Image = "echo", Ports = [8080], Ready = Ready.WhenHttpAnswers(8080) };
        await using var echo = await Container.StartAsync(fixture.Engine, options, Token);
        fixture.Engine.Endpoint.Scheme.Should().Be("ssh");
        echo.Endpoint(8080).Port.Should().NotBe(echo.Testcontainer.GetMappedPublicPort(8080), "the port is one of this machine's, and that is the engine's");
        using var http = new HttpClient();
        (await http.GetStringAsync(echo.Endpoint(8080), Token)).Should().Be("Hello Docker!!\n");
    }
}
