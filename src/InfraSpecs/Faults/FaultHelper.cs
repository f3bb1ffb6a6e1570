using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs;

/// <summary>A container that breaks another one from beside it, as long as it runs.</summary>
internal static class FaultHelper
{
    /// <summary>On the helper: the ID of the container that it breaks.</summary>
    public const string TargetLabel = "infraspecs.fault";

    /// <summary>On the helper: when that container had been started, by its engine's clock.</summary>
    public const string StartLabel = "infraspecs.fault.start";

    /// <summary>On the helper: the fault in words.</summary>
    public const string WordsLabel = "infraspecs.fault.words";

    /// <summary>On the helper: its program.</summary>
    public const string ProgramLabel = "infraspecs.fault.program";

    /// <summary>On the helper: what it counts.</summary>
    public const string UnitLabel = "infraspecs.fault.unit";

    private const string Ready = "ready";
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(10);

    /// <summary>Starts one, which has ended by itself if it is only to look.</summary>
    /// <param name="engine">Where.</param>
    /// <param name="program">What it runs.</param>
    /// <param name="target">The ID of the container that it is beside; null for none.</param>
    /// <param name="role">What it is for, as a part of its name.</param>
    /// <param name="words">The program's arguments.</param>
    /// <param name="labels">More labels.</param>
    /// <param name="token">Ends the attempt; nothing is left then.</param>
    /// <returns>The helper and what it said first; or what is against it.</returns>
    public static async Task<(Container? Helper, string Said)> StartAsync(
        Engine engine, FaultProgram program, string? target, string role, IReadOnlyList<string> words, IReadOnlyDictionary<string, string> labels, CancellationToken token)
    {
        var (image, why) = await program.Image.EnsureAsync(engine.Client, token);
        if (image is null) return (null, why!);
        var builder = engine.NewContainer(image, role).WithCommand([.. words]).WithLabel(labels).WithLabel(ProgramLabel, program.Name).WithCreateParameterModifier(create =>
        {
            program.Join(create.HostConfig!, target);
            create.HostConfig!.CapDrop = ["ALL"];
            create.HostConfig.CapAdd = [.. program.Rights];
            create.HostConfig.ReadonlyRootfs = true;
            create.HostConfig.SecurityOpt = ["no-new-privileges"];
        });
        var helper = await engine.EndPromptlyAsync(linked => ContainerStart.RunAsync(engine, builder, new ContainerStart.Plan { MayEnd = true }, linked), token);
        try
        {
            var said = await FirstLineAsync(helper, token);
            if (!said.StartsWith(FaultProgram.Failed, StringComparison.Ordinal) && said.Length > 0) return (helper, said);
            await helper.DisposeAsync();
            return (null, said.Length == 0 ? "the helper container ended without a word" : said);
        }
        catch (Exception e)
        {
            await Undo.AfterAsync(e, helper.DisposeAsync);
            throw;
        }
    }

    /// <summary>Runs one that ends by itself, and removes it.</summary>
    /// <returns>What it said last, or why it failed.</returns>
    public static async Task<(bool IsDone, string Said)> RunAsync(Engine engine, FaultProgram program, string? target, IReadOnlyList<string> words, CancellationToken token)
    {
        var (helper, said) = await StartAsync(engine, program, target, "fault-look", words, new Dictionary<string, string>(), token);
        if (helper is null) return (false, program.Sentence(said));
        await using var one = helper;
        var exit = await one.EndAsync(token).WaitAsync(StartWithin, engine.Time, token);
        var last = LastLine(exit);
        return (exit.ExitCode == 0, exit.ExitCode == 0 ? last : program.Sentence(last));
    }

    /// <summary>What it has counted so far.</summary>
    public static async Task<string?> CountAsync(Container helper, FaultProgram program, IReadOnlyList<string> words, CancellationToken token)
    {
        try
        {
            var outcome = await helper.ExecAsync([program.Image.Program, "count", .. words], token);
            return outcome.ExitCode == 0 ? outcome.Output.Trim() : null;
        }
        catch (ContainerException)
        {
            return null; // it has ended
        }
    }

    /// <summary>Ends it, whatever state it is in, and removes it.</summary>
    /// <returns>The last it said, and whether it had run until now; nothing if it is gone.</returns>
    public static async Task<(bool Ran, long ExitCode, string Said)> EndAsync(Container helper, CancellationToken token)
    {
        try
        {
            var ran = await helper.Engine.Client.Containers.StopContainerAsync(helper.Id, new ContainerStopParameters { WaitBeforeKillSeconds = (uint)EndWithin.TotalSeconds }, token);
            var exit = await ContainerExit.ReadAsync(helper.Engine, helper.Id, token);
            await helper.Engine.Client.Containers.RemoveContainerAsync(helper.Id, new ContainerRemoveParameters { Force = true }, token);
            return (ran, exit.ExitCode, LastLine(exit));
        }
        catch (DockerApiException e) when (ContainerEnd.IsGone(e))
        {
            return (false, 0, "");
        }
    }

    /// <summary>The container as its engine has it; null if it was removed.</summary>
    public static async Task<ContainerInspectResponse?> FindAsync(Engine engine, string id, CancellationToken token)
    {
        try
        {
            return await engine.Client.Containers.InspectContainerAsync(id, token);
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private static string LastLine(ContainerExit exit) => exit.LastLines is [.., var last] ? last.Text : "";

    private static async Task<string> FirstLineAsync(Container helper, CancellationToken token)
    {
        using var limit = new CancellationTokenSource(StartWithin, helper.Engine.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, token);
        try
        {
            await foreach (var line in helper.ReadOutputAsync(linked.Token)) return line.Text;
            return "";
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return $"{FaultProgram.Failed}to say within {FailureText.Duration(StartWithin)} that it is {Ready}";
        }
    }
}
