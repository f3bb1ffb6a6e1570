using System.CommandLine;
using System.CommandLine.Parsing;

namespace InfraSpecs.Cli;

/// <summary>
/// <c>infraspecs test image IMAGE --config image.yaml</c>: files of container-structure-test, with its options, its output and its verdicts. <c>infraspecs test --image IMAGE --config image.yaml</c>
/// is the same, so that who uses that tool changes its name alone.
/// </summary>
internal static class TestCommand
{
    // Each with the reason why it is refused.
    private static readonly (string Name, string[] Aliases, Type Type, string Why)[] Refused =
    [
        ("--metadata", [], typeof(string), "tests of the machine itself, of --driver host, are not run here"),
        ("--force", ["-f"], typeof(bool), "tests of the machine itself, of --driver host, are not run here"),
        ("--runtime", [], typeof(string), "containers are run by the engine's own runtime"),
        ("--save", [], typeof(bool), "containers of structure tests are always removed"),
    ];

    public static Command Create()
    {
        var test = Create(new Command("test", "Runs files of container-structure-test for an image. Ends with 1 if a test fails."), null);
        test.Add(Create(
            new Command("image", "Runs files of container-structure-test for an image. Ends with 1 if a test fails, with 2 if nothing could be judged."),
            new Argument<string?>("image") { Description = "A reference of the engine, or the path of an archive (.tar) or of an OCI layout.", Arity = ArgumentArity.ZeroOrOne }));
        return test;
    }

    private static Command Create(Command command, Argument<string?>? argument)
    {
        var image = new Option<string?>("--image", "-i") { Description = "The image, as the argument." };
        var layout = new Option<string?>("--image-from-oci-layout") { Description = "The folder of an OCI layout. It is read where it is, and loaded into no engine." };
        var tag = new Option<string?>("--default-image-tag") { Description = "Has no effect: layouts are not loaded." };
        var ignore = new Option<bool>("--ignore-ref-annotation") { Description = "Has no effect: layouts are not loaded." };
        var config = new Option<string[]>("--config", "-c") { Description = "The file of tests, YAML or JSON; may be given several times.", Required = true };
        var driver = new Option<string>("--driver", "-d") { Description = "docker, or tar for no engine at all: command tests then fail.", DefaultValueFactory = _ => "docker" };
        var output = new FormatOption();
        var json = new JsonOption("-j") { Description = "The same as --output json.", Hidden = true };
        var report = new Option<FileInfo?>("--test-report") { Description = "Writes to this file and not to the console; json, where --output says nothing else." };
        var suite = new Option<string>("--junit-suite-name") { Description = "What the suite is called in JUnit's format.", DefaultValueFactory = _ => "container-structure-test.test" };
        var platform = new Option<string?>("--platform") { Description = "What the image must be for, as linux/amd64." };
        var pull = new Option<bool>("--pull") { Description = "Pulls the image first." };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "Writes nothing: the exit code says it all." };
        var verbosity = new Option<string?>("--verbosity", "-v") { Description = "Has no effect: there are no logs." };
        var noColor = new Option<bool>("--no-color") { Description = "Has no effect: there are no colours." };
        foreach (var option in (Option[])[image, layout, tag, ignore, config, driver, output, json, report, suite, platform, pull, quiet, verbosity, noColor]) command.Add(option);
        foreach (var (name, aliases, type, why) in Refused) command.Add(Refusal(name, aliases, type, why));
        driver.Validators.Add(result => OneOf(result, "docker", "tar"));
        if (argument is not null) command.Add(argument);
        command.Validators.Add(result => Named(result, argument, image, layout));
        command.SetAction((parsed, token) => StructureTestRun.RunAsync(
            new StructureTestRunOptions
            {
                Image = (argument is null ? null : parsed.GetValue(argument)) ?? parsed.GetValue(image),
                Layout = parsed.GetValue(layout),
                Files = parsed.GetValue(config)!,
                HasEngine = parsed.GetValue(driver) == "docker",
                Format = parsed.GetValue(json) ? "json" : parsed.GetValue(output)!,
                Report = parsed.GetValue(report),
                SuiteName = parsed.GetValue(suite)!,
                Platform = parsed.GetValue(platform),
                Pull = parsed.GetValue(pull),
                IsQuiet = parsed.GetValue(quiet),
            },
            Console.Out, token));
        return command;
    }

    private static Option Refusal(string name, string[] aliases, Type type, string why)
    {
        Option option = type == typeof(bool) ? new Option<bool>(name, aliases) { Hidden = true } : new Option<string>(name, aliases) { Hidden = true };
        option.Validators.Add(result =>
        {
            // Of an option that is no more than there or not, there is a result also where it is not.
            if (!result.Implicit) result.AddError($"{name} is not supported: {why}.");
        });
        return option;
    }

    private static void OneOf(OptionResult result, params string[] values)
    {
        if (result.Tokens is [var token, ..] && !values.Contains(token.Value)) result.AddError($"{result.Option.Name} {token.Value} is not supported; there are {string.Join(", ", values)}.");
    }

    private static void Named(CommandResult result, Argument<string?>? argument, Option<string?> image, Option<string?> layout)
    {
        if (result.Children.Any(child => child is CommandResult)) return;
        var given = new[] { argument is null ? null : result.GetValue(argument), result.GetValue(image), result.GetValue(layout) }.Count(it => it is not null);
        if (given != 1) result.AddError("Name one image: as the argument, or by --image, or by --image-from-oci-layout.");
    }
}
