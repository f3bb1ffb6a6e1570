using System.CommandLine;

namespace InfraSpecs.Cli;

/// <summary>
/// Where a verb tells what it did: in lines for people, or in one document for programs. Where it is a document, nothing else is on the standard output, and what is told meanwhile is on the standard
/// error.
/// </summary>
/// <param name="output">The standard output.</param>
/// <param name="error">The standard error.</param>
/// <param name="format">Lines, or which document.</param>
/// <param name="screen">What shows the lines; null where they are written as they are.</param>
internal sealed class VerbOutput(TextWriter output, TextWriter error, OutputFormat format = OutputFormat.Text, Screen? screen = null)
{
    private string _document = "";

    /// <summary>For what is told while the verb is at work.</summary>
    public TextWriter Progress => format == OutputFormat.Text ? screen?.Writer ?? output : error;

    /// <summary>For what is no part of the result in any format.</summary>
    public TextWriter Error => error;

    /// <summary>Runs a verb. Its document is written when it has come to its end, so that one that fails late has no more than its error.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(TextWriter output, TextWriter error, OutputFormat format, Func<VerbOutput, Task<int>> run, Screen? screen = null)
    {
        var verb = new VerbOutput(output, error, format, format == OutputFormat.Text ? screen : null);
        var code = await run(verb);
        await output.WriteAsync(verb._document);
        return code;
    }

    /// <summary>Tells a line of the result as it comes. A terminal has it beside what goes on, and the whole at the end.</summary>
    public Task PassAsync(string line)
    {
        if (screen is null) return Progress.WriteLineAsync(line);
        screen.Pass(line);
        return Task.CompletedTask;
    }

    /// <summary>A terminal shows what is going on as long as it does.</summary>
    public Task<T> WhileAsync<T>(string what, Func<Task<T>> work) => screen is null ? work() : screen.WhileAsync(what, work);

    /// <summary>Tells the result, once.</summary>
    /// <param name="document">What is told to programs, written by <see cref="JsonText"/>.</param>
    /// <param name="lines">What is told to people; none where they were told in <see cref="Progress"/>.</param>
    /// <param name="verdicts">What JUnit's format is written from; null of a verb that has no <see cref="FormatOption"/>.</param>
    public Task WriteAsync(object document, IEnumerable<string> lines, Func<IReadOnlyList<JUnitSuite>>? verdicts = null) =>
        ShowAsync(document, lines.Select(it => Passage.Of(it)), verdicts);

    /// <inheritdoc cref="WriteAsync(object, IEnumerable{string}, Func{IReadOnlyList{JUnitSuite}})"/>
    public async Task ShowAsync(object document, IEnumerable<Passage> passages, Func<IReadOnlyList<JUnitSuite>>? verdicts = null)
    {
        if (format == OutputFormat.Text && screen is not null) foreach (var passage in passages) screen.Show(passage);
        else if (format == OutputFormat.Text) foreach (var line in passages.Where(it => !it.WasTold).SelectMany(it => it.Lines)) await output.WriteLineAsync(line);
        else _document = format == OutputFormat.JUnit ? JUnit.Write(verdicts?.Invoke() ?? []) : JsonText.Write(document);
    }
}

/// <summary>What a command does, and tells.</summary>
internal static class VerbAction
{
    /// <summary>As <c>SetAction</c>, with <see cref="JsonOption"/>.</summary>
    public static void SetVerb(this Command command, Func<ParseResult, VerbOutput, CancellationToken, Task<int>> run)
    {
        command.Add(new JsonOption());
        command.SetAction((parsed, token) => VerbOutput.RunAsync(Console.Out, Console.Error, JsonOption.FormatOf(parsed), output => run(parsed, output, token), Screen.Find()));
    }
}
