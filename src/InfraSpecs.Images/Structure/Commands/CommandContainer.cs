using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Images.Structure.Commands;

/// <summary>The container of one command. It has no entry point, and the image's user and folder.</summary>
internal sealed class CommandContainer : IAsyncDisposable
{
    // The original waits for ever.
    private static readonly TimeSpan EndsWithin = TimeSpan.FromMinutes(10);
    private readonly Engine _engine;
    private readonly string _id;
    private readonly bool _hasTty;

    private CommandContainer(Engine engine, string id, bool hasTty) => (_engine, _id, _hasTty) = (engine, id, hasTty);

    /// <exception cref="CommandFailedException">The engine refused.</exception>
    public static Task<CommandContainer> CreateAsync(Engine engine, CommandRequest request, CancellationToken token) => engine.EndPromptlyAsync(
        async linked =>
        {
            try
            {
                var created = await engine.Client.Containers.CreateContainerAsync(Parameters(engine, request), linked);
                return new CommandContainer(engine, created.ID, request.HasTty);
            }
            catch (DockerApiException e)
            {
                throw new CommandFailedException($"the engine did not make the container: {Said(e)}");
            }
        },
        token);

    /// <summary>Starts the command, and reads what it writes until it ends: one that writes without end must not fill the engine's disk.</summary>
    /// <exception cref="CommandFailedException">It could not be started, did not end in time, or wrote too much.</exception>
    public async Task<CommandEnd> RunAsync(CancellationToken token)
    {
        using var deadline = new CancellationTokenSource(EndsWithin, _engine.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, deadline.Token);
        try
        {
            await _engine.Client.Containers.StartContainerAsync(_id, new ContainerStartParameters(), either.Token);
            var (output, error) = _hasTty ? default : await ReadAsync(either.Token);
            return new CommandEnd((await _engine.Client.Containers.WaitContainerAsync(_id, either.Token)).StatusCode, output, error);
        }
        catch (DockerApiException e)
        {
            throw new CommandFailedException($"the command could not be started: {Said(e)}");
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !token.IsCancellationRequested)
        {
            throw new CommandFailedException($"the command did not end within {EndsWithin.TotalMinutes:0} minutes, and was ended");
        }
    }

    /// <summary>Makes an image of what the command left. It has the container's labels, and so the session's, which removes it if nobody else does.</summary>
    public async Task<string> CommitAsync(CancellationToken token)
    {
        var parameters = new CommitContainerChangesParameters { ContainerID = _id, Labels = new Dictionary<string, string> { [Session.ImageLabel] = "setup" } };
        return (await _engine.Client.Images.CommitContainerChangesAsync(parameters, token)).ID;
    }

    public async ValueTask DisposeAsync() => await _engine.RemovingAsync($"container {_id[..12]} of a structure test", async () =>
    {
        try
        {
            await _engine.Client.Containers.RemoveContainerAsync(_id, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, CancellationToken.None);
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            // Somebody else removed it, which is as good.
        }
    });

    private async Task<(ReadOnlyMemory<byte> Output, ReadOnlyMemory<byte> Error)> ReadAsync(CancellationToken token)
    {
        using CommandOutput output = new(), error = new();
        using var stream = await _engine.Client.Containers.GetContainerLogsAsync(_id, new ContainerLogsParameters { ShowStdout = true, ShowStderr = true, Follow = true }, token);
        await stream.CopyOutputToAsync(Stream.Null, output, error, token);
        return (output.ToArray(), error.ToArray());
    }

    private static CreateContainerParameters Parameters(Engine engine, CommandRequest request) => new()
    {
        Image = request.Image,
        Entrypoint = [""],
        Cmd = [.. request.Command],
        Env = [.. request.Environment],
        User = request.Options.User,
        Tty = request.HasTty,
        AttachStdout = true,
        AttachStderr = true,
        Labels = engine.Session.ResourceLabels.ToDictionary(),
        HostConfig = new HostConfig
        {
            Privileged = request.Options.IsPrivileged,
            CapAdd = [.. request.Options.Capabilities],
            Binds = [.. request.Options.BindMounts],
        },
    };

    private static string Said(DockerApiException e)
    {
        try
        {
            return System.Text.Json.JsonDocument.Parse(e.ResponseBody ?? "").RootElement.GetProperty("message").GetString() ?? e.Message;
        }
        catch (Exception notJson) when (notJson is System.Text.Json.JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return e.Message;
        }
    }
}
