using System.Diagnostics;
using System.Text.RegularExpressions;
using InfraSpecs.Cli;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cli.Write;

/// <summary>A user's project in a folder of its own: the real command writes into it, it is built, and it is run as often as what it is about changes.</summary>
internal sealed partial class WrittenProject : IDisposable
{
    private static readonly TimeSpan BuiltWithin = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan EndsWithin = TimeSpan.FromMinutes(4);

    private readonly TemporaryFolder _folder = new();

    public WrittenProject()
    {
        var room = Path.Combine(ProjectFolder.Nearest(AppContext.BaseDirectory, it => ProjectFolder.Has(it, "InfraSpecs.sln"))!, "src", "InfraSpecs.Xunit");
        // A warning of what is written would be the user's.
        _folder.Write("Specs.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <Import Project="{room}/buildTransitive/InfraSpecs.Xunit.props" />
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <NuGetAudit>false</NuGetAudit>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="{room}/InfraSpecs.Xunit.csproj" />
              </ItemGroup>
              <Import Project="{room}/buildTransitive/InfraSpecs.Xunit.targets" />
            </Project>
            """);
    }

    /// <summary>What was built for these specs is not built anew.</summary>
    private static string Configuration => typeof(WrittenProject).Assembly.Location.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";

    public string At(string path) => _folder.At(path);

    public string Change(string path, string text) => _folder.Write(path, text);

    public string Read(string path) => File.ReadAllText(At(path));

    /// <summary><c>infraspecs write</c>, as a process.</summary>
    public static Task<(int Code, string Output, string Error)> WriteAsync(params string[] arguments) => WriteAsync([], arguments);

    public static Task<(int Code, string Output, string Error)> WriteAsync((string Name, string Value)[] environment, params string[] arguments) =>
        EndAsync("dotnet", [typeof(SweepCommand).Assembly.Location, "write", .. arguments], EndsWithin, environment);

    public async Task BuildAsync()
    {
        var (code, output, error) = await EndAsync(
            "dotnet", ["build", At("Specs.csproj"), "-c", Configuration, "-p:BuildProjectReferences=false", "-p:UseSharedCompilation=false", "-nodeReuse:false", "-v", "q", "-nologo"], BuiltWithin);
        code.Should().Be(0, output + error);
    }

    /// <summary>Runs all of its specs.</summary>
    /// <returns>The names of those that passed, of those that failed, and all that was said.</returns>
    public async Task<(IReadOnlyList<string> Passed, IReadOnlyList<string> Failed, string Said)> RunAsync()
    {
        var (_, output, error) = await EndAsync(
            "dotnet", [At($"bin/{Configuration}/net10.0/Specs.dll"), "--no-ansi", "--progress", "off", "--output", "Detailed"], EndsWithin, ("INFRASPECS_REQUIRE", "1"));
        var said = output + error;
        return (NamesOf("passed", said), NamesOf("failed", said), said);
    }

    public void Dispose() => _folder.Dispose();

    private static IReadOnlyList<string> NamesOf(string verdict, string said) =>
        [.. Verdict().Matches(said).Where(it => it.Groups[1].Value == verdict).Select(it => it.Groups[2].Value).Order(StringComparer.Ordinal)];

    private static async Task<(int, string, string)> EndAsync(string program, IEnumerable<string> arguments, TimeSpan within, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
            Environment = { ["TESTINGPLATFORM_TELEMETRY_OPTOUT"] = "1", ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1", ["DOTNET_NOLOGO"] = "1", ["MSBUILDDISABLENODEREUSE"] = "1" },
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(Token), process.StandardError.ReadToEndAsync(Token));
            await process.WaitForExitAsync(Token).WaitAsync(within, Token);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    [GeneratedRegex(@"^(passed|failed|skipped) (\S+) \(", RegexOptions.Multiline)]
    private static partial Regex Verdict();
}
