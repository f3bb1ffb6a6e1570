using System.Text;
using Spectre.Console;

namespace InfraSpecs.Cli;

/// <summary>The terminal of a person: tables, colours, and what goes on. Nothing of it is ever in a pipe.</summary>
internal sealed class Screen(IAnsiConsole console)
{
    /// <summary>What is not longer is a name or a number, and is not broken.</summary>
    private const int Unbroken = 24;

    /// <summary>A line between columns, with a space on each side.</summary>
    private const int Between = 3;

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
            if (passage.Rows.Count == 0 || NarrowestOf(passage) > console.Profile.Width) foreach (var line in passage.Lines) console.Write(new Text(line + "\n", StyleOf(passage.Tone)));
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

    /// <summary>In a narrower terminal words would be broken: it gets the lines.</summary>
    private static int NarrowestOf(Passage passage) =>
        1 + Enumerable.Range(0, passage.Rows[0].Count).Sum(column => Between + Pieces(passage, column).Max(it => it.Length));

    private static IEnumerable<string> Pieces(Passage passage, int column) =>
        IsBroken(passage, column) ? Cells(passage, column).SelectMany(it => it.Split(' ')) : Cells(passage, column);

    private static bool IsBroken(Passage passage, int column) => Cells(passage, column).Any(it => it.Length > Unbroken);

    private static IEnumerable<string> Cells(Passage passage, int column) =>
        passage.Rows.Select(row => row[column].Text).Concat(passage.Head.Skip(column).Take(1));

    private static Table TableOf(Passage passage)
    {
        var table = new Table { Border = TableBorder.Rounded, ShowHeaders = passage.Head.Count > 0, Title = passage.Title is { } title ? new TableTitle(Markup.Escape(title)) : null };
        for (var column = 0; column < passage.Rows[0].Count; column++)
        {
            var head = new Text(passage.Head.Count > 0 ? passage.Head[column] : "", new Style(decoration: Decoration.Bold));
            table.AddColumn(new TableColumn(head) { NoWrap = !IsBroken(passage, column) });
        }

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
