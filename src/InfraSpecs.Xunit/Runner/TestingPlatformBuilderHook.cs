using Microsoft.Testing.Platform.Builder;
using Microsoft.Testing.Platform.Extensions;

namespace InfraSpecs.Xunit.Runner;

/// <summary>Called by the entry point that Microsoft.Testing.Platform generates for a test project; the package's props name it.</summary>
public static class TestingPlatformBuilderHook
{
    /// <summary>Records the run, shows what long waits wait for, and draws the report.</summary>
    /// <param name="builder">The runner.</param>
    /// <param name="arguments">The command line.</param>
    public static void AddExtensions(ITestApplicationBuilder builder, string[] arguments)
    {
        RunReporter? one = null;
        RunReporter Reporter(IServiceProvider services) => one ??= new RunReporter(services);

        builder.CommandLine.AddProvider(() => new ReportOption());
        builder.TestHost.AddTestHostApplicationLifetime(Reporter);
        var shared = new CompositeExtensionFactory<RunReporter>(Reporter);
        builder.TestHost.AddTestSessionLifetimeHandler(shared);
        builder.TestHost.AddDataConsumer(shared);
    }
}
