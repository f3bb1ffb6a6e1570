using InfraSpecs.Images;
using InfraSpecs.Images.Sources;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Images.Starting;

/// <summary>The engine itself is asked whether a container can start: it does, and ends with 0, exactly where this product says that it can.</summary>
[RequiresEngine]
public sealed class StartSpecs(EngineFixture fixture)
{
    private const string Files = """
        RUN echo app:x:1001:1002::/:/bin/sh >> /etc/passwd && echo grp:x:999:app >> /etc/group && mkdir -p /t/closed /t/path && cp /bin/true /t/app && cp /bin/true /t/path/tool \
         && printf '#!/bin/sh\nexit 0\n' > /t/script && printf '#!/bin/sh\r\nexit 0\r\n' > /t/crlf && printf '#!/usr/bin/env sh\r\nexit 0\r\n' > /t/envcrlf && printf 'exit 0\n' > /t/text \
         && printf '#!/bin/gone\n' > /t/nointerpreter && printf '#!/usr/bin/env sh -e\n' > /t/envtwo && printf '#!/usr/bin/env -S sh -e\n' > /t/envsplit && printf '#!/bin/sh\nexec "$@"\n' > /t/passes \
         && printf '#!/usr/bin/env gone\n' > /t/envgone && printf '#!/t/script\n' > /t/nested && : > /t/empty && cp /bin/true /t/arm && printf '\267' | dd of=/t/arm bs=1 seek=18 conv=notrunc \
         && head -c 600 /bin/true > /t/cut && chmod 755 /t/* && ln -s /gone /t/dangling && ln -s app /t/link && cp /bin/true /t/plain && chmod 644 /t/plain && cp /bin/true /t/owned && chown 1001 /t/owned && chmod 700 /t/owned \
         && cp /bin/true /t/grouped && chgrp 999 /t/grouped && chmod 710 /t/grouped && cp /bin/true /t/closed/app && cp /t/script /t/closed/script && chmod 700 /t/closed && cp /t/script /t/unreadable && chmod 711 /t/unreadable \
         && cp /t/text /t/path/plain && chmod 644 /t/path/plain && cp /bin/true /t/path/noexec && chmod 600 /t/path/noexec && ln -s loop /t/loop && ln -s closed/app /t/inside && printf '#!/bin/sh\nexec env "$@"\n' > /t/hands && chmod 755 /t/hands && printf 'MZ\0\0' > /t/exe && chmod 755 /t/exe && mkfifo -m 755 /t/pipe
        """;

    private static readonly Lock Gate = new();
    private static Task<ImageUnderTest>? _read;

    /// <summary>What is started, as whom, where, and whether it can.</summary>
    public static TheoryData<string[], string, string, bool> Starts => new()
    {
        { ["/t/app"], "", "", true },
        { ["/t/link"], "", "", true },
        { ["tool"], "", "", true },
        { ["./app"], "", "/t", true },
        { ["t/app"], "", "", true },
        { ["/t/script"], "", "", true },
        { ["/t/nested"], "", "", true },
        { ["/t/envsplit"], "", "", true },
        { ["sh", "-c", "/t/text"], "", "", true },
        { ["env", "/t/text"], "", "", true },
        { ["sh", "/t/plain-script"], "", "", false },
        { ["sh", "/t/path/plain"], "", "", true },
        { ["sh", "-c", "cd /t && exec ./app"], "", "", true },
        { ["sh", "-c", "A=1 exec tool"], "", "", true },
        { ["sh", "-c", "[ -e /gone ] && gone; tool"], "", "", true },
        { ["/t/passes", "tool"], "", "", true },
        { ["env", "A=1", "PATH=/t", "app"], "", "", true },
        { ["nohup", "tool"], "", "", true },
        { ["timeout", "5", "tool"], "", "", true },
        { ["/t/hands", "tool"], "", "", true },
        { ["bash", "-euo", "pipefail", "-c", "tool"], "", "", true },
        { ["sh", "-c", "exec 2>&1; exec tool"], "", "", true },
        { ["sh", "-c", "gone || tool"], "", "", true },
        { ["/t/hands", "gone"], "", "", false },
        { ["bash", "-euo", "pipefail", "-c", "gone"], "", "", false },
        { ["bash", "-o", "pipefail", "-c", "gone"], "", "", false },
        { ["sh", "-c", "exec 2>&1; gone"], "", "", false },
        { ["sh", "-c", "exec gone || true"], "", "", false },
        { ["sh", "-c", "/t/exe"], "", "", false },
        { ["gone"], "", "", false },
        { ["/t/gone"], "", "", false },
        { ["app"], "", "/t", false },
        { [""], "", "", false },
        { ["/t"], "", "", false },
        { ["/t/pipe"], "", "", false },
        { ["/t/dangling"], "", "", false },
        { ["/t/loop"], "", "", false },
        { ["/t/plain"], "", "", false },
        { ["noexec"], "", "", false },
        { ["/t/text"], "", "", false },
        { ["/t/empty"], "", "", false },
        { ["/t/crlf"], "", "", false },
        { ["/t/envcrlf"], "", "", false },
        { ["/t/nointerpreter"], "", "", false },
        { ["/t/envtwo"], "", "", false },
        { ["/t/envgone"], "", "", false },
        { ["/t/arm"], "", "", false },
        { ["/t/cut"], "", "", false },
        { ["sh", "-c", "/t/crlf"], "", "", false },
        { ["sh", "-c", "exec gone"], "", "", false },
        { ["sh", "-c", "/t/plain"], "", "", false },
        { ["env", "gone"], "", "", false },
        { ["env", "PATH=/gone", "tool"], "", "", false },
        { ["/t/passes", "gone"], "", "", false },
        { ["/t/owned"], "app", "", true },
        { ["/t/owned"], "1001", "", true },
        { ["/t/owned"], "4711", "", true },
        { ["sh", "-c", "exec /t/owned"], "4711", "", false },
        { ["/t/grouped"], "app", "", true },
        { ["/t/grouped"], "4711:grp", "", true },
        { ["/t/grouped"], "4711:999", "", true },
        { ["env", "/t/grouped"], "1001:1002", "", false },
        { ["/t/closed/app"], "app", "", true },
        { ["sh", "-c", "/t/closed/app"], "app", "", false },
        { ["/t/closed/script"], "app", "", false },
        { ["/t/inside"], "app", "", true },
        { ["env", "/t/inside"], "app", "", false },
        { ["/t/closed/app"], "", "", true },
        { ["/t/unreadable"], "app", "", false },
        { ["/t/unreadable"], "", "", true },
        { ["/t/app"], "4711", "", true },
        { ["/t/app"], "nobody-known", "", false },
        { ["/t/app"], "app:gone", "", false },
        { ["/t/app"], "", "/t/new/folder", true },
        { ["/t/app"], "", "/t/app", false },
        { ["/t/app"], "", "/t/app/below", false },
        { ["/t/app"], "", "/t/dangling", true },
        { ["/t/app"], "app", "/t/closed", true },
    };

    [Theory]
    [MemberData(nameof(Starts))]
    public async Task What_is_judged_is_what_happens(string[] words, string user, string folder, bool can)
    {
        var image = await ReadAsync();
        var declared = image.Config with { Entrypoint = words, Cmd = [], User = user, WorkingDir = folder, Env = ["PATH=/usr/bin:/bin:/t/path"] };
        var start = new ImageUnderTest(image.Name, image.Source, image.Id, image.Digest, declared, image.Layers, image.Files, new NoLayers()).CheckStart();
        (await StartsAsync(image.Name, declared)).Should().Be(can, "that is what the table says of the engine");
        start.StartsAsDeclared.Should().Be(can, start.ToString());
    }

    private async Task<bool> StartsAsync(string image, ImageConfig declared)
    {
        var builder = fixture.Engine.NewContainer(image, "start").WithCreateParameterModifier(it =>
            (it.Entrypoint, it.Cmd, it.User, it.WorkingDir, it.Env) = ([.. declared.Entrypoint], [], declared.User, declared.WorkingDir, [.. declared.Env]));
        try
        {
            return (await fixture.Engine.RunToEndAsync(builder, Token)).ExitCode == 0;
        }
        catch (ContainerException e) when (e.Reason == ContainerReason.NotStarted)
        {
            return false;
        }
    }

    private Task<ImageUnderTest> ReadAsync()
    {
        lock (Gate) return _read ??= ReadOnceAsync();
    }

    private async Task<ImageUnderTest> ReadOnceAsync()
    {
        var image = await InlineImage.BuildAsync(fixture.Engine, "start", $"FROM {await fixture.Engine.Images.GetAsync("base", Token)}\n{Files}\n", CancellationToken.None);
        return await ImageUnderTest.FromEngineAsync(fixture.Engine, image, CancellationToken.None);
    }

    private sealed class NoLayers : ILayerSource
    {
        public Task ReadLayerAsync(ImageLayer layer, Func<Stream, CancellationToken, Task> read, CancellationToken token) => throw new InvalidOperationException("No layer is read to judge a start.");
    }
}
