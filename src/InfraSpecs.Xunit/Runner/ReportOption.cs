using Microsoft.Testing.Platform.CommandLine;
using Microsoft.Testing.Platform.Extensions;
using Microsoft.Testing.Platform.Extensions.CommandLine;

namespace InfraSpecs.Xunit.Runner;

/// <summary><c>--report-infraspecs off|FOLDER</c>: where runs are recorded, or that they are not.</summary>
internal sealed class ReportOption : ICommandLineOptionsProvider
{
    public const string Name = "report-infraspecs";
    private const string Off = "off";

    public string Uid => "InfraSpecs.ReportOption";

    public string Version => RunReporter.PackageVersion;

    public string DisplayName => "InfraSpecs";

    public string Description => "Where InfraSpecs records the run";

    /// <summary>What was said: that nothing is recorded, or a folder; neither where nothing was said.</summary>
    public static (bool IsOff, string? Folder) Read(ICommandLineOptions options) => options.TryGetOptionArgumentList(Name, out var said) && said is [var word]
        ? word.Equals(Off, StringComparison.OrdinalIgnoreCase) ? (true, null) : (false, word)
        : (false, null);

    public Task<bool> IsEnabledAsync() => Task.FromResult(true);

    public IReadOnlyCollection<CommandLineOption> GetCommandLineOptions() =>
    [
        new CommandLineOption(Name, "The folder in which InfraSpecs records runs and draws report.html (default: artifacts/infraspecs of the repository), or 'off'.", ArgumentArity.ExactlyOne, isHidden: false),
    ];

    public Task<ValidationResult> ValidateOptionArgumentsAsync(CommandLineOption commandOption, string[] arguments) => string.IsNullOrWhiteSpace(arguments[0])
        ? ValidationResult.InvalidTask($"--{Name} is empty; name a folder, or say 'off'.")
        : ValidationResult.ValidTask;

    public Task<ValidationResult> ValidateCommandLineOptionsAsync(ICommandLineOptions commandLineOptions) => ValidationResult.ValidTask;
}
