using System.Text;
using Spectre.Console;

namespace InfraSpecs.Cli;

/// <summary>The terminal of a person: tables, colours, and what goes on. Nothing of it is ever in a pipe.</summary>
internal sealed class Screen(IAnsiConsole console)
{
    /// <summary>A narrower one is not wide enough for a table whose columns hold whole words.</summary>
    private const int NarrowestTable = 60;

    private readonly Lock _gate = new();
    private StatusContext? _now;

    /// <summary>For lines that are told meanwhile. They are broken where the terminal ends, and lose nothing.</summary>
    public TextWriter Writer => field ??= new LineWriter(this);

    /// <summary>This process's.</summary>
    /// <returns>Null where its output is no terminal, or where NO_COLOR or TERM ask for plain lines.</returns>
    public static Screen? Find() => IsWanted(Console.IsOutputRedirected, Environment.GetEnvironmentVariable)
        ? new Screen(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) }))
        : null;

    internal static bool IsWanted(bool isRedirected, Func<string, string?> variable) =>
        !isRedirected && string.IsNullOrEmpty(variable("NO_COLOR")) && variable("TERM") is not (null or "" or "dumb");

    public void Show(Passage passage)
    {
        lock (_gate)
        {
            if (passage.Rows.Count == 0 || console.Profile.Width < NarrowestTable) foreach (var line in passage.Lines) console.Write(new Text(line + "\n", StyleOf(passage.Tone)));
            else console.Write(TableOf(passage));
        }
    }

    /// <summary>Says what is going on as long as it does.</summary>
    public async Task<T> WhileAsync<T>(string what, Func<Task<T>> work)
    {
        if (!console.Profile.Capabilities.Interactive) return await work();
        try
        {
            return await console.Status().StartAsync(Markup.Escape(what), now =>
            {
                _now = now;
                return work();
            });
        }
        finally
        {
            _now = null;
        }
    }

    /// <summary>Beside what is going on, until the next.</summary>
    public void Pass(string line) => _now?.Status(Markup.Escape(line));

    private static Table TableOf(Passage passage)
    {
        var table = new Table { Border = TableBorder.Rounded, ShowHeaders = passage.Head.Count > 0, Title = passage.Title is { } title ? new TableTitle(Markup.Escape(title)) : null };
        for (var column = 0; column < passage.Rows[0].Count; column++) table.AddColumn(new TableColumn(new Text(passage.Head.Count > 0 ? passage.Head[column] : "", new Style(decoration: Decoration.Bold))));
        foreach (var row in passage.Rows) table.AddRow(row.Select(it => new Text(it.Text, StyleOf(it.Tone))));
        return table;
    }

    private static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Good => new Style(Color.Green),
        Tone.Heed => new Style(Color.Yellow),
        Tone.Bad => new Style(Color.Red),
        _ => Style.Plain,
    };

    private sealed class LineWriter(Screen screen) : TextWriter
    {
        private readonly StringBuilder _line = new();

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value)
        {
            lock (_line)
            {
                if (value != '\n')
                {
                    _line.Append(value);
                    return;
                }

                screen.Show(Passage.Of(_line.ToString()));
                _line.Clear();
            }
        }
    }
}
