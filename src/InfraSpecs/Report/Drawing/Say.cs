using System.Globalization;
using System.Text.RegularExpressions;

namespace InfraSpecs.Report;

/// <summary>Words that the page and the summary share.</summary>
internal static partial class Say
{
    private const string Todo = "What to do:";

    /// <summary>"4 ms", "0.54 s", "34.2 s", "3 min 45 s": as exact as it is read.</summary>
    public static string Duration(double milliseconds) => milliseconds switch
    {
        <= 0 => "0 s",
        < 100 => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, milliseconds):0} ms"),
        < 995 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:0.##} s"),
        _ => FailureText.Duration(TimeSpan.FromMilliseconds(milliseconds)),
    };

    public static string Bytes(long bytes) => bytes switch
    {
        < 1 << 10 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.#} KiB"),
        < 1 << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.#} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1073741824.0:0.##} GiB"),
    };

    public static string State(SpecState state) => state switch
    {
        SpecState.Passed => "passed",
        SpecState.Skipped => "skipped",
        SpecState.TimedOut => "timed out",
        SpecState.Cancelled => "cancelled",
        SpecState.Unfinished => "did not end",
        _ => "failed",
    };

    public static string Sign(SpecState state) => state switch { SpecState.Passed => "✓", SpecState.Skipped => "–", SpecState.Unfinished => "…", _ => "✗" };

    public static string Doing(Doing what) => what switch
    {
        Report.Doing.SetUp => "set-up",
        Report.Doing.Waiting => "waiting",
        Report.Doing.Asserting => "acting and asserting",
        _ => "tear-down",
    };

    /// <summary>The class in the style sheet.</summary>
    public static string Kind(Doing what) => what switch { Report.Doing.SetUp => "setup", Report.Doing.Waiting => "wait", Report.Doing.Asserting => "asrt", _ => "down" };

    /// <summary>Why a spec is red, in a sentence: its diagnosis, else its failure's first line.</summary>
    public static string Why(SpecFacts spec)
    {
        if (spec.Diagnoses.FirstOrDefault() is { } diagnosis) return diagnosis.Sentence;
        var first = Lines(spec.Verdict?.Message).FirstOrDefault();
        return (spec.State, first) switch
        {
            (_, { } said) => FileLine.Cut(ExceptionName().Replace(said, ""), 600),
            (SpecState.Unfinished, _) when spec.Process.End is null => "It did not end: its process was killed, or still runs.",
            (SpecState.Unfinished, _) => "No verdict of it was recorded.",
            _ => $"It {State(spec.State)}, and said nothing.",
        };
    }

    public static string? WhatToDo(SpecFacts spec)
    {
        if (spec.Diagnoses.FirstOrDefault() is { } diagnosis) return diagnosis.Todo;
        var line = Lines(spec.Verdict?.Message).FirstOrDefault(it => it.StartsWith(Todo, StringComparison.Ordinal));
        return line is null ? null : FileLine.Cut(line[Todo.Length..].Trim(), 600);
    }

    private static IEnumerable<string> Lines(string? text) => (text ?? "").Split('\n').Select(it => it.Trim()).Where(it => it.Length > 0);

    [GeneratedRegex(@"^[\w.+`]*Exception ?: ", RegexOptions.CultureInvariant)]
    private static partial Regex ExceptionName();
}
