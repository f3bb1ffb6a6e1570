using System.Text.Json;

namespace InfraSpecs.Report;

/// <summary>Reads the file of a process. What it does not know it passes over; what would be too much it counts.</summary>
internal sealed class RunReader
{
    private const int MostSpecs = 20_000;
    private const int MostResources = 5_000;
    private const int MostTasks = 2_000;
    private const int LongestLine = RunValues.LongestLine;
    private const long MostOutput = 48_000_000;

    private readonly Dictionary<string, SpecFacts> _specs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ResourceFacts> _resources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TaskFacts> _tasks = new(StringComparer.Ordinal);
    private readonly Dictionary<long, WaitFacts> _waits = [];
    private readonly Dictionary<long, WorkFacts> _works = [];
    private readonly Dictionary<long, FaultFacts> _faults = [];
    private readonly ProcessFacts _process;
    private long _output;

    private RunReader(string file) => _process = new ProcessFacts(file);

    public static async Task<ProcessFacts> ReadAsync(string file, CancellationToken token)
    {
        // Whoever writes it may go on.
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.Asynchronous);
        return await ReadAsync(stream, Path.GetFileName(file), token);
    }

    public static async Task<ProcessFacts> ReadAsync(Stream stream, string file, CancellationToken token)
    {
        var reader = new RunReader(file);
        reader._process.Unreadable = await FileLines.ReadAsync(stream, reader.Take, token);
        return reader._process;
    }

    private void Take(FileLine line)
    {
        _process.Last = Math.Max(_process.Last, line.At);
        switch (line.Kind)
        {
            case "run": Head(line); break;
            case "engine": Engine(line); break;
            case "spec": Begin(line); break;
            case "phase": Phase(line); break;
            case "verdict": Verdict(line); break;
            case "work": Work(line); break;
            case "workend" when line.Number("work") is { } id && _works.Remove(id, out var work): (work.To, work.Error) = (line.At, line.Text("error", LongestLine)); break;
            case "wait": Wait(line); break;
            case "answer" when line.Number("wait") is { } id && _waits.TryGetValue(id, out var wait): wait.Answers.Add((line.At, line.Text("text", LongestLine) ?? "")); break;
            case "waitend" when line.Number("wait") is { } id && _waits.Remove(id, out var wait): (wait.To, wait.How, wait.Attempts) = (line.At, line.Text("how"), line.Number("attempts")); break;
            case "fault": Fault(line); break;
            case "faultend" when line.Number("fault") is { } id && _faults.Remove(id, out var fault): fault.To = line.At; break;
            case "res" when Resource(line) is { } it: Describe(it, line); break;
            case "ev" when Resource(line) is { } it: Happen(it, line); break;
            case "missing": Miss(line); break;
            case "inspect" when Resource(line) is { } it && IsWanted(it): Inspect(it, line); break;
            case "log" when Resource(line) is { } it && IsWanted(it): Log(it, line); break;
            case "place": Place(line); break;
            case "probe": Spec(line)?.Probes.Add(RunValues.Probe(line)); break;
            case "diff": Spec(line)?.Diffs.Add(RunValues.Diff(line)); break;
            case "drill": Spec(line)?.Drills.Add(RunValues.Drill(line)); break;
            case "diag": Spec(line)?.Diagnoses.Add(RunValues.Diagnosis(line)); break;
            case "end": _process.End = new(line.At, line.Number("removed"), [.. line.Texts("left").OfType<string>().Take(200)], line.Number("memory"), line.Number("containers")); break;
        }
    }

    private void Head(FileLine line)
    {
        (_process.Run, _process.Process, _process.Assembly) = (line.Text("run", 200), line.Number("process"), line.Text("assembly", 200));
        (_process.Started, _process.Host, _process.Cores) = (line.Date("started"), line.Text("host", 200), line.Number("cores"));
        (_process.Os, _process.Commit) = (line.Text("os", 200), line.Text("commit", 200));
    }

    private void Engine(FileLine line)
    {
        var engine = $"{line.Text("version", 100) ?? "?"} (API {line.Text("api", 100) ?? "?"})";
        if (_process.Engines.Count < 20 && !_process.Engines.Contains(engine)) _process.Engines.Add(engine);
    }

    /// <summary>The spec of a line, which may be its first: a constructor that throws has a verdict and nothing else.</summary>
    private SpecFacts? Spec(FileLine line)
    {
        if (line.Spec is not { } id) return null;
        if (_specs.TryGetValue(id, out var known)) return known;
        if (_specs.Count >= MostSpecs)
        {
            if (line.Kind == "spec") _process.Uncounted++;
            return null;
        }

        var spec = _specs[id] = new SpecFacts(_process, id) { Began = line.At };
        _process.Specs.Add(spec);
        return spec;
    }

    private void Begin(FileLine line)
    {
        if (Spec(line) is not { } spec) return;
        spec.Began = Math.Min(spec.Began, line.At);
        Name(spec, line);
        (spec.File, spec.Line) = (line.Text("file", LongestLine), line.Number("line"));
    }

    private static void Name(SpecFacts spec, FileLine line)
    {
        spec.Class = line.Owner.Class ?? spec.Class;
        spec.Collection = line.Owner.Collection ?? spec.Collection;
        spec.Method = line.Text("method", 500) ?? spec.Method;
        spec.Name = line.Text("name", LongestLine) ?? spec.Name;
    }

    private void Phase(FileLine line)
    {
        if (Spec(line) is not { } spec) return;
        switch (line.Text("phase"))
        {
            case "body": spec.Body ??= line.At; break;
            case "down": spec.Down ??= line.At; break;
            case "end":
                spec.Finished = line.At;
                if (spec.State == SpecState.Passed) Forget(spec);
                break;
        }
    }

    private void Forget(SpecFacts spec)
    {
        spec.Forget();
        foreach (var resource in _process.Resources.Where(it => it.Spec == spec)) resource.Forget();
    }

    private void Verdict(FileLine line)
    {
        if (Spec(line) is not { } spec) return;
        Name(spec, line);
        var state = line.Text("state") switch
        {
            "passed" => SpecState.Passed,
            "skipped" => SpecState.Skipped,
            "timeout" => SpecState.TimedOut,
            "cancelled" => SpecState.Cancelled,
            _ => SpecState.Failed,
        };
        // How it fails once it is cancelled is not the cause.
        if (spec.State == SpecState.Cancelled && state == SpecState.Failed) return;
        // What has once failed stays red, whatever is heard later.
        if (spec.Verdict is { } known && spec.IsRed && state is SpecState.Passed or SpecState.Skipped) return;
        spec.Verdict = new(line.At, state, line.Text("message"), line.Text("stack"), line.Text("reason", LongestLine));
    }

    private void Work(FileLine line)
    {
        var work = new WorkFacts(line.Number("work") ?? -1, line.Spec, line.Text("kind") ?? "act", line.Text("what", 500) ?? "", line.At) { Owner = line.Owner };
        (Spec(line)?.Works ?? _process.Works).Add(work);
        _works[work.Id] = work;
    }

    private void Wait(FileLine line)
    {
        var wait = new WaitFacts(line.Number("wait") ?? -1, line.Text("subject", 500) ?? "something", line.At, line.Number("within")) { Owner = line.Owner };
        (Spec(line)?.Waits ?? _process.Waits).Add(wait);
        _waits[wait.Id] = wait;
    }

    private void Fault(FileLine line)
    {
        var fault = new FaultFacts(line.Number("fault") ?? -1, line.Text("what", 500) ?? "fault", line.Text("on", 500) ?? "", line.At) { Owner = line.Owner };
        (Spec(line)?.Faults ?? _process.Faults).Add(fault);
        _faults[fault.Id] = fault;
    }

    private ResourceFacts? Resource(FileLine line)
    {
        if (line.Text("res", 200) is not { } id) return null;
        if (_resources.TryGetValue(id, out var known)) return known;
        if (_resources.Count >= MostResources) return null;
        var resource = _resources[id] = new ResourceFacts(id, line.At);
        _process.Resources.Add(resource);
        return resource;
    }

    private void Describe(ResourceFacts it, FileLine line)
    {
        (it.Type, it.Name, it.Image, it.Role) = (line.Text("type", 50) ?? it.Type, line.Text("name", 300) ?? it.Name, line.Text("image", 300) ?? it.Image, line.Text("role", 100) ?? it.Role);
        it.Spec ??= Spec(line);
        if (it.Owner == default) it.Owner = line.Owner;
    }

    private static void Happen(ResourceFacts it, FileLine line)
    {
        it.Name ??= line.Text("name", 300);
        it.Events.Add(new(line.At, line.Text("action", 200) ?? "", [.. line.Members("attrs").Take(30)]));
    }

    private void Miss(FileLine line)
    {
        var of = line.Text("res", 200) is { } id ? $" of {_resources.GetValueOrDefault(id)?.Called ?? id}" : "";
        _process.Missing.Add($"{line.Text("what", 300) ?? "something"}{of}: {line.Text("why", 500) ?? "no reason was given"}");
    }

    private static bool IsWanted(ResourceFacts it) => it.Spec is not { State: SpecState.Passed, Finished: not null };

    private void Inspect(ResourceFacts it, FileLine line)
    {
        if (_output > MostOutput || line.Raw("json") is not { } json) return;
        _output += json.Length;
        it.Inspects[line.Text("at", 20) ?? "once"] = json;
    }

    private void Log(ResourceFacts it, FileLine line)
    {
        it.Dropped += Math.Max(0, line.Number("dropped") ?? 0);
        foreach (var part in line.Items("lines").Where(part => part.ValueKind == JsonValueKind.Array && part.GetArrayLength() == 3))
        {
            var text = FileLine.TextOf(part[2], LongestLine) ?? "";
            _output += text.Length;
            if (_output < MostOutput) it.Log.Add(new(FileLine.TextOf(part[1], 40), text, FileLine.TextOf(part[0]) == "err"));
            else it.Dropped++;
        }
    }

    private void Place(FileLine line)
    {
        if (line.Text("task", 200) is not { } id) return;
        if (!_tasks.TryGetValue(id, out var task))
        {
            if (_tasks.Count >= MostTasks) return;
            _process.Tasks.Add(task = _tasks[id] = new TaskFacts(line.Text("service", 200) ?? "?", id));
        }

        task.Slot = line.Text("slot", 200) ?? task.Slot;
        task.Places.Add(new(line.At, line.Spec, line.Text("node", 200), line.Text("state", 50) ?? "?", line.Text("error", LongestLine)));
    }
}
