using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit.v3;

namespace InfraSpecs.EngineSpecs.Faults;

/// <summary>Rows of docs/faults.md. Where the variable INFRASPECS_FAULTS names a folder, each spec that passes leaves its rows there.</summary>
internal static class FaultTable
{
    public static IReadOnlyList<FaultAttribute> Faults { get; } =
        [.. typeof(FaultTable).Assembly.GetTypes().SelectMany(it => it.GetMethods()).SelectMany(it => it.GetCustomAttributes<FaultAttribute>())];

    /// <summary>The first line of the failure has the words that name the cause, which the running spec's <see cref="FaultAttribute"/> has.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <param name="fault">Which of them, where a spec has several: what is broken, as the attribute has it.</param>
    public static void ShouldNameItsFault(this Exception failure, string? fault = null) => failure.Message.ShouldNameItsFault(fault);

    /// <inheritdoc cref="ShouldNameItsFault(Exception, string)"/>
    /// <param name="failure">What is said by something that is no exception: a report, a finding.</param>
    /// <param name="fault">Which of them, where a spec has several: what is broken, as the attribute has it.</param>
    public static void ShouldNameItsFault(this string failure, string? fault = null)
    {
        var method = ((IXunitTestMethod)TestContext.Current.TestMethod!).Method;
        var row = method.GetCustomAttributes<FaultAttribute>().SingleOrDefault(it => fault is null || it.Fault == fault)
            ?? throw new InvalidOperationException($"{method.Name} has no [Fault] for {fault ?? "what it breaks"}.");
        var text = row.RowOf(failure);
        if (Environment.GetEnvironmentVariable("INFRASPECS_FAULTS") is { Length: > 0 } folder)
        {
            File.WriteAllText(Path.Combine(folder, string.Concat($"{row.Area}.{row.Fault}".Where(it => it is '.' || char.IsLetterOrDigit(it)))), text + "\n");
        }
    }

    /// <summary>Where the page lies beside this source.</summary>
    public static string Page([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(file, "../../../../docs/faults.md"));
}
