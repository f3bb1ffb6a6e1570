using System.Globalization;
using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.MySql;

/// <summary>
/// Making a golden volume: a server makes its data the image's own way, is stopped cleanly, and the data is copied. The container
/// of that server has a fixed name, which an engine gives once, so that of all processes that want the volume one makes it.
/// </summary>
internal static class GoldenBuild
{
    private static readonly TimeSpan RemovedWithin = TimeSpan.FromSeconds(10);

    // The last step is a rename, so that /data is whole whenever it is there, whoever is killed when. A server's id is left out:
    // each server makes its own.
    private const string CommitScript = """
        set -e
        part=$1/part-$3
        find "$1" -mindepth 1 -maxdepth 1 -name 'part-*' -mmin +60 -exec rm -rf {} +
        cp -a --sparse=always "$2" "$part" 2>/dev/null || { rm -rf "$part"; cp -a "$2" "$part"; }
        rm -f "$part/auto.cnf"
        sync
        if [ -d "$1/data" ]; then rm -rf "$part"; else mv -T "$part" "$1/data"; fi
        du -sk "$1/data" 2>/dev/null | cut -f1
        """;

    /// <returns>Whether there is a whole volume now.</returns>
    public static async Task<bool> RunAsync(Engine engine, GoldenVolume volume, string image, MySqlOptions options, CancellationToken token)
    {
        var giveUpAt = engine.Time.GetUtcNow() + options.ReadyWithin;
        while (true)
        {
            try
            {
                await MakeAsync(engine, volume, image, options, token);
                return true;
            }
            catch (ContainerException e) when (IsNameTaken(e))
            {
                // The name is taken: another spec or process is making it.
            }

            var left = giveUpAt - engine.Time.GetUtcNow();
            if (left <= TimeSpan.Zero) return false;
            if (await OthersAsync(engine, volume, left, token)) return true;
        }
    }

    private static async Task MakeAsync(Engine engine, GoldenVolume volume, string image, MySqlOptions options, CancellationToken token)
    {
        var part = Guid.NewGuid().ToString("N")[..12];
        var data = $"{volume.Name}-{part}";
        var made = await volume.CreateAsync(token);
        await engine.Client.Volumes.CreateAsync(new VolumesCreateParameters { Name = data, Labels = engine.Session.Labels.ToDictionary() }, token);
        try
        {
            var own = options with
            {
                Golden = false,
                Data = null,
                // With the session's labels: what an engine makes for a start that was given up goes with the session.
                Configure = container => container
                    .WithName(volume.Name)
                    .WithLabelledVolume(data, options.DataDirectory, engine.Session.Labels)
                    .WithLabelledVolume(volume.Name, GoldenVolume.MountPath, engine.Session.Labels),
            };
            await using var server = await MySqlServer.StartGoldenAsync(engine, image, own, token);
            var exit = await server.StopAsync(token);
            if (exit.ExitCode != 0) throw MySqlServerException.GoldenVolumeNotMade(volume.Name, $"the server that made the data {exit}", exit.LastLines);
            await volume.MarkAsync(made, await CommitAsync(engine, volume, image, server, part, token), token);
        }
        catch (Exception e) when (!IsNameTaken(e))
        {
            await engine.RemovingAsync($"volume {volume.Name}", async () =>
            {
                await RemoveOwnContainerAsync(engine, volume.Name);
                await volume.RemoveUnlessReadyAsync(CancellationToken.None);
            });
            throw;
        }
        finally
        {
            await engine.RemovingAsync($"volume {data}", () => GoldenVolumes.TryRemoveAsync(engine, data, CancellationToken.None));
        }

        await GoldenVolumes.AsideAsync(linked => GoldenVolumes.RemoveOldAsync(engine, volume.Name, linked), token);
    }

    private static bool IsNameTaken(Exception e) => e is ContainerException { Reason: ContainerReason.NotStarted, InnerException: DockerApiException { StatusCode: HttpStatusCode.Conflict } };

    /// <summary>An engine may have made it although its start was given up.</summary>
    private static async Task RemoveOwnContainerAsync(Engine engine, string name)
    {
        try
        {
            var container = await engine.Client.Containers.InspectContainerAsync(name, CancellationToken.None);
            if (container.Config?.Labels?.TryGetValue(Session.IdLabel, out var session) is not true || session != engine.Session.Labels[Session.IdLabel]) return;
            await engine.Client.Containers.RemoveContainerAsync(container.ID, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, CancellationToken.None);
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            return; // it is gone
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.Conflict)
        {
            // It is being removed, and has its volumes until it is gone.
            await Wait.UntilAsync($"removal of container {name}", linked => GoneAsync(engine, name, linked), RemovedWithin, CancellationToken.None, engine.Time);
        }
    }

    private static async ValueTask<Probe<bool>> GoneAsync(Engine engine, string name, CancellationToken token)
    {
        try
        {
            await engine.Client.Containers.InspectContainerAsync(name, token);
            return Probe.NotYet<bool>("the engine still has it");
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            return Probe.Ready(true);
        }
    }

    /// <returns>What it takes, in bytes; null where the image has no du.</returns>
    private static async Task<long?> CommitAsync(
        Engine engine, GoldenVolume volume, string image, MySqlServer server, string part, CancellationToken token)
    {
        string[] script = ["sh", "-c", CommitScript, "sh", GoldenVolume.MountPath, server.Options.DataDirectory, part];
        var copy = engine.NewContainer(image, "golden-copy")
            .WithEntrypoint(script)
            .WithCreateParameterModifier(create =>
            {
                create.User = "0";
                create.HostConfig!.VolumesFrom = [server.Container.Id];
            });
        var exit = await engine.RunToEndAsync(copy, token);
        if (exit.ExitCode == 0) return exit.LastLines.Count > 0 && long.TryParse(exit.LastLines[^1].Text, CultureInfo.InvariantCulture, out var kibibytes) ? kibibytes * 1024 : null;
        throw MySqlServerException.GoldenVolumeNotMade(volume.Name, $"copying the data {exit}", exit.Mask(server.Secrets.Mask).LastLines);
    }

    /// <returns>Whether others finished it; false when they are gone without having done so.</returns>
    private static async Task<bool> OthersAsync(Engine engine, GoldenVolume volume, TimeSpan within, CancellationToken token)
    {
        try
        {
            return await Wait.UntilAsync($"golden volume {volume.Name}", AskAsync, within, token, engine.Time);
        }
        catch (WaitException e) when (e.Reason == WaitReason.TimedOut)
        {
            return false; // the caller then does without
        }

        async ValueTask<Probe<bool>> AskAsync(CancellationToken linked)
        {
            if (await volume.IsReadyAsync(linked)) return Probe.Ready(true);
            try
            {
                await engine.Client.Containers.InspectContainerAsync(volume.Name, linked);
                return Probe.NotYet<bool>($"container {volume.Name} is making it");
            }
            catch (DockerContainerNotFoundException)
            {
                return Probe.Ready(false);
            }
        }
    }
}
