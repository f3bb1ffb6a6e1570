using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace InfraSpecs.Cli;

/// <summary>The usual help, and below it how a verb is called.</summary>
internal sealed class Examples(HelpAction usual) : SynchronousCommandLineAction
{
    /// <summary>By the verb: "up swarm"; of the whole command under the empty name.</summary>
    internal static readonly IReadOnlyDictionary<string, string[]> Of = new Dictionary<string, string[]>
    {
        [""] = ["infraspecs doctor", "infraspecs up swarm demo --workers 2", "infraspecs test image example/app:1.5 --config image.yaml", "infraspecs report"],
        ["break"] = ["infraspecs break demo worker02 --kill", "infraspecs break demo worker01 --disconnect", "infraspecs break demo worker01 --slow 200ms"],
        ["completion"] = ["eval \"$(infraspecs completion bash)\"", "infraspecs completion fish > ~/.config/fish/completions/infraspecs.fish"],
        ["context"] = ["infraspecs context demo", "eval \"$(infraspecs context demo --env)\""],
        ["diff"] = ["infraspecs diff example/app:1.4 example/app:1.5", "infraspecs diff example/app:1.4 example/app:1.5 --output junit > diff.xml"],
        ["doctor"] = ["infraspecs doctor", "DOCKER_CONTEXT=staging infraspecs doctor --json"],
        ["down"] = ["infraspecs down demo", "infraspecs down --all"],
        ["export"] = ["infraspecs export demo ./demo-evidence"],
        ["images"] = ["infraspecs images", "infraspecs images cronjob mysql"],
        ["inspect"] = ["infraspecs inspect example/app:1.5"],
        ["lint"] = ["infraspecs lint example/backup:latest", "infraspecs lint example/backup:latest --output junit > lint.xml"],
        ["list"] = ["infraspecs list", "infraspecs list --json"],
        ["load"] = ["infraspecs load demo example/app:1.5 example/web:2"],
        ["mend"] = ["infraspecs mend demo", "infraspecs mend demo worker02"],
        ["report"] = ["infraspecs report", "infraspecs report artifacts/infraspecs/20280228-061500-4711"],
        ["snapshot accept"] = ["infraspecs snapshot accept tests"],
        ["sweep"] = ["infraspecs sweep --dry-run", "infraspecs sweep --golden"],
        ["test"] = ["infraspecs test --image example/app:1.5 --config image.yaml"],
        ["test image"] = ["infraspecs test image example/app:1.5 --config image.yaml"],
        ["up"] = ["infraspecs up swarm demo --workers 2", "infraspecs up mysql shop --database shop"],
        ["up cron"] = ["infraspecs up cron nightly --image example/backup:latest"],
        ["up mysql"] = ["infraspecs up mysql shop --image mysql:8.4 --database shop"],
        ["up registry"] = ["infraspecs up registry"],
        ["up stack"] = ["infraspecs up stack shop.yml --wait"],
        ["up swarm"] = ["infraspecs up swarm", "infraspecs up swarm demo --managers 3 --workers 2 --stack shop.yml", "infraspecs up swarm -f swarm.yml"],
        ["write"] = ["infraspecs write example/app:1.5 -o AppSpecs.cs", "infraspecs write stack.yml", "infraspecs write crontab"],
    };

    public override bool ClearsParseErrors => usual.ClearsParseErrors;

    /// <summary>Has them told by every help of a command.</summary>
    public static void AddTo(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>()) option.Action = new Examples((HelpAction)option.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        if (!Of.TryGetValue(PathOf(parseResult.CommandResult.Command), out var examples)) return code;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in examples) output.WriteLine($"  {example}");
        output.WriteLine();
        return code;
    }

    /// <summary>"up swarm"; of the root nothing.</summary>
    internal static string PathOf(Command command) =>
        command is RootCommand ? "" : string.Join(' ', new[] { PathOf(command.Parents.OfType<Command>().First()), command.Name }.Where(it => it.Length > 0));
}
