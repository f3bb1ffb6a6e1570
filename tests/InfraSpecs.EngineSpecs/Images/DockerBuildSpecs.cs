using System.Diagnostics;
using System.Formats.Tar;
using System.Net.Sockets;
using System.Security.Cryptography;
using Docker.DotNet.Models;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Images;

/// <summary>What is built here is compared with what the docker command builds on the same engine from the same folder.</summary>
[RequiresEngine]
public sealed class DockerBuildSpecs(EngineFixture fixture) : IAsyncLifetime
{
    private const string Context = """
        set -e
        mkdir -p bin empty .hide "with space" deep/a/b keep/x
        printf '#!/bin/sh\necho p\n' > bin/p; chmod 755 bin/p
        printf '#!/bin/sh\necho s\n' > bin/s.sh; chmod 644 bin/s.sh
        echo k > secret; chmod 600 secret; echo su > bin/su; chmod 4755 bin/su
        ln -s bin/p rel; ln -s /etc/passwd abs; ln -s nowhere dangling; ln -s ../../outside out; ln -s bin folder-link
        echo h > hard1; ln hard1 bin/hard2
        echo h > .hide/.f; echo g > "with space/grün ☃"; echo n > deep/a/b/n.txt; echo l > deep/a/log.log; echo l > log.log
        echo y > keep/x/y; echo z > keep/x/z; chmod 1777 empty; chmod 700 keep
        echo long > "$(printf 'n%.0s' $(seq 200))"
        mkfifo pipe
        printf '%s\n' '# comment' '**/*.log' '!deep/a/log.log' 'keep' '!keep/x/y' ' with*/none ' '' > .dockerignore
        printf '%s\n' 'ARG BASE' 'FROM $BASE AS first' 'COPY . /tree/all/' 'COPY bin /tree/bin/' 'COPY secret /tree/one/secret' 'COPY rel /tree/two/' \
            'COPY folder-link /tree/three/' 'FROM first' 'RUN false' > Dockerfile
        find . -exec touch -h -d '2020-02-03 04:05:06.789' {} +
        """;

    private static readonly DateTimeOffset BuildTime = new(2021, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Engine _engine = fixture.Engine;
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _images = [];
    private Socket? _socket;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _socket?.Dispose();
        _folder.Dispose();
        foreach (var image in _images) await _engine.Client.Images.DeleteImageAsync(image, new ImageDeleteParameters { Force = true });
    }

    [Theory]
    [InlineData(ImageBuilder.BuildKit)]
    [InlineData(ImageBuilder.Classic)]
    public async Task The_image_has_the_files_of_the_one_that_docker_build_makes(ImageBuilder builder)
    {
        await WriteContextAsync();
        if (builder == ImageBuilder.Classic) await File.AppendAllTextAsync(_folder.At(".dockerignore"), "Dockerfile\n", Token);
        var arguments = new Dictionary<string, string> { ["BASE"] = await _engine.Images.GetAsync("busybox", Token) };
        var options = new ImageBuildOptions { Builder = builder, Target = "first", BuildArguments = arguments };
        var expected = await BuildByCommandAsync(builder, options);
        var built = await BuildAsync(options);
        var found = await TreeAsync(built);
        found.Should().Equal(await TreeAsync(expected));
        found.Should().Contain(line => line.StartsWith("tree/all/bin/s.sh RegularFile 644 0:0 ", StringComparison.Ordinal)).And
            .Contain(line => line.StartsWith("tree/all/keep/x/y ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_Dockerfile_that_dockerignore_leaves_out_is_not_in_the_image()
    {
        Directory.CreateDirectory(_folder.At("tree"));
        _folder.Write("Dockerfile", $"FROM {await _engine.Images.GetAsync("busybox", Token)}\nCOPY . /tree/\n");
        _folder.Write(".dockerignore", "Dockerfile\n.dockerignore\nsecret\n");
        _folder.Write("secret", "x");
        _folder.Write("a", "x");
        (await TreeAsync(await BuildAsync(new ImageBuildOptions()))).Select(line => line.Split(' ')[0]).Should().Equal("tree", "tree/a", "tree/tree");
    }

    [Fact]
    public async Task A_Dockerfile_outside_of_the_folder_builds_the_folder()
    {
        _folder.Write("app/a", "x");
        _folder.Write("Dockerfile", $"FROM {await _engine.Images.GetAsync("busybox", Token)}\nCOPY . /tree/\n");
        var image = await _engine.Images.BuildAsync(_folder.At("app"), new ImageBuildOptions { Dockerfile = "../Dockerfile" }, Token);
        _images.Add(image);
        (await TreeAsync(image)).Select(line => line.Split(' ')[0]).Should().Equal("tree", "tree/a");
    }

    [Fact]
    public async Task BuildKit_does_what_only_it_can_do_and_labels_and_arguments_reach_the_image()
    {
        _folder.Write("a", "x");
        _folder.Write("Dockerfile", $"""
            FROM {await _engine.Images.GetAsync("busybox", Token)}
            ARG WHO
            COPY --chmod=751 --link a /tree/a
            RUN --mount=type=bind,target=/context <<EOF
            cp /context/a /tree/$WHO
            EOF

            """);
        var image = await BuildAsync(new ImageBuildOptions
        {
            BuildArguments = new Dictionary<string, string> { ["WHO"] = "me" },
            Labels = new Dictionary<string, string> { ["team"] = "a=b" },
        });
        (await TreeAsync(image)).Select(line => string.Join(' ', line.Split(' ')[..3])).Should().Equal("tree Directory 755", "tree/a RegularFile 751", "tree/me RegularFile 644");
        (await _engine.Client.Images.InspectImageAsync(image, Token)).Config!.Labels.Should().Contain("team", "a=b");
    }

    [Fact]
    public async Task The_older_builder_refuses_what_it_cannot_do_with_the_line_before_it_begins()
    {
        _folder.Write("Dockerfile", "FROM scratch\nCOPY --chmod=751 a /a\n");
        var build = () => BuildAsync(new ImageBuildOptions { Builder = ImageBuilder.Classic });
        (await build.Should().ThrowAsync<ImageException>().Where(e => e.Reason == ImageReason.BuilderInsufficient)).WithMessage(
            $"Image source {_folder.FullName} could not be built: line 2 of its Dockerfile has COPY --chmod, which only BuildKit can do*");
    }

    [Fact]
    public async Task A_build_that_fails_shows_BuildKits_error_and_what_was_printed()
    {
        _folder.Write("Dockerfile", $"FROM {await _engine.Images.GetAsync("busybox", Token)}\nRUN echo to-error >&2; echo to-output; exit 7\n");
        var build = () => BuildAsync(new ImageBuildOptions());
        (await build.Should().ThrowAsync<ImageException>().Where(e => e.Reason == ImageReason.BuildFailed)).WithMessage(
            $"Image source {_folder.FullName} could not be built: process \"/bin/sh -c echo to-error >&2; echo to-output; exit 7\" did not complete successfully: exit code: 7*"
            + "The build's last lines:*| to-*| to-*What to do: *");
    }

    [Fact]
    public async Task Secrets_are_given_where_the_docker_command_can_and_else_refused_and_never_shown()
    {
        _folder.Write("Dockerfile", $"""
            FROM {await _engine.Images.GetAsync("busybox", Token)}
            ARG END
            RUN --mount=type=secret,id=key cat /run/secrets/key && test "$(cat /run/secrets/key)" = hush-hush && mkdir /tree && exit $END
            """);
        var options = new ImageBuildOptions { Secrets = new Dictionary<string, string> { ["key"] = "hush-hush" } };
        var good = () => BuildAsync(options with { BuildArguments = new Dictionary<string, string> { ["END"] = "0" } });
        var bad = () => BuildAsync(options with { BuildArguments = new Dictionary<string, string> { ["END"] = "3" } });
        var expected = await HasBuildxAsync() ? ImageReason.BuildFailed : ImageReason.BuilderInsufficient;
        var failure = (await bad.Should().ThrowAsync<ImageException>().Where(e => e.Reason == expected)).Which;
        failure.Message.Should().NotContain("hush-hush");
        if (expected == ImageReason.BuildFailed)
        {
            (await TreeAsync(await good())).Should().ContainSingle();
            failure.Message.Should().Contain("exit code: 3").And.Contain("***");
        }
        else
        {
            failure.Message.Should().StartWith($"Image source {_folder.FullName} could not be built: it is given secrets, which BuildKit takes from nobody but the docker command")
                .And.Contain("The docker command: ").And.Contain("install the docker command and its buildx plugin");
        }
    }

    private static async Task<bool> HasBuildxAsync()
    {
        try
        {
            using var docker = Process.Start(new ProcessStartInfo("docker", ["buildx", "version"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            await docker.WaitForExitAsync(Token);
            return docker.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // there is no such command
        }
    }

    private async Task<string> BuildAsync(ImageBuildOptions options)
    {
        var image = await _engine.Images.BuildAsync(_folder.FullName, options, Token);
        _images.Add(image);
        _images.Add(image.Split(':')[0] + ":latest");
        return image;
    }

    private async Task<string> BuildByCommandAsync(ImageBuilder builder, ImageBuildOptions options)
    {
        var image = await InlineImage.BuildAsync(_engine, "docker-command", $"""
            FROM {await _engine.Images.GetAsync("dind", Token)}
            RUN apt-get update -o Acquire::Retries=5 && apt-get install -y --no-install-recommends -o Acquire::Retries=5 docker-buildx && rm -rf /var/lib/apt/lists/*
            """, Token);
        await using var machine = await _engine.StartAsync(
            _engine.NewContainer(image, "docker").WithBindMount("/var/run/docker.sock", "/var/run/docker.sock").WithBindMount(_folder.FullName, _folder.FullName)
                .WithEntrypoint("sleep").WithCommand("2147483647"), Token);
        var tag = "example/" + Path.GetFileName(_folder.FullName).ToLowerInvariant() + "-by-command";
        var command = builder == ImageBuilder.BuildKit ? "docker buildx build --builder default" : "DOCKER_BUILDKIT=0 docker build";
        var outcome = await machine.ExecAsync(
            ["sh", "-c", $"{command} -t {tag} --target first --build-arg BASE={options.BuildArguments["BASE"]} {_folder.FullName}"], new ExecOptions(), Token);
        outcome.ExitCode.Should().Be(0, outcome.Error);
        _images.Add(tag);
        return tag;
    }

    /// <summary>Each thing under /tree: name, kind, mode, owner, link, time and content.</summary>
    private async Task<IReadOnlyList<string>> TreeAsync(string image)
    {
        var container = await _engine.Client.Containers.CreateContainerAsync(
            new CreateContainerParameters { Image = image, Cmd = ["none"], Labels = _engine.Session.Labels.ToDictionary() }, Token);
        List<string> lines = [];
        using var copy = new MemoryStream();
        await using (var export = await _engine.Client.Containers.ExportContainerAsync(container.ID, Token)) await export.CopyToAsync(copy, Token);
        copy.Position = 0;
        using var tar = new TarReader(copy);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.Name.StartsWith("tree", StringComparison.Ordinal)) lines.Add(Line(entry));
        }

        await _engine.Client.Containers.RemoveContainerAsync(container.ID, new ContainerRemoveParameters { Force = true }, Token);
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    private static string Line(TarEntry entry)
    {
        var content = entry.DataStream is { } data ? Convert.ToHexStringLower(SHA256.HashData(data))[..8] : "none";
        var time = entry.ModificationTime >= BuildTime ? "at build" : $"{entry.ModificationTime:u}";
        return $"{entry.Name.TrimEnd('/')} {entry.EntryType} {Convert.ToString((int)entry.Mode, 8)} {entry.Uid}:{entry.Gid} '{entry.LinkName}' {content} {time}";
    }

    private async Task WriteContextAsync()
    {
        _socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _socket.Bind(new UnixDomainSocketEndPoint(_folder.At("sock")));
        await ChildProcess.RunAsync("sh", ["-c", Context], Token, _folder.FullName);
    }
}
