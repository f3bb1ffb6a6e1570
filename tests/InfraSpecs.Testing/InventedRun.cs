using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace InfraSpecs.Testing;

/// <summary>The file of a run that never was: specs of some classes one after the other, the first of them red, each in one of three ways.</summary>
public sealed class InventedRun
{
    private static readonly string[] Names =
    [
        "Nightly_backup_runs_at_half_past_two", "A_job_that_fails_is_seen_by_its_exit_code", "Four_replicas_of_ports_spread_over_four_nodes", "An_update_of_web_is_not_noticed_by_clients",
        "A_dump_restores_every_table", "Every_node_answers_on_8080", "The_leader_is_lost_and_another_one_leads", "A_deleted_tag_is_gone_after_garbage_collection",
    ];

    /// <summary>Values by which lines refer to each other, and words of the schema.</summary>
    private static readonly string[] Fixed = ["k", "spec", "res", "phase", "state", "kind", "how", "type", "at", "action", "started", "task"];

    private readonly List<JsonObject> _lines = [];
    private int _number;
    private int _time;

    public int Specs { get; init; } = 46;

    public int Red { get; init; } = 3;

    public int Skipped { get; init; } = 2;

    /// <summary>Lines of output of each red spec.</summary>
    public int Output { get; init; } = 400;

    public string Run { get; init; } = "20261128-021300-4711";

    public string Assembly { get; init; } = "MySpecs";

    public int SpecsOfAClass { get; init; } = 8;

    /// <summary>Stands behind every text, also where nobody expects it.</summary>
    public string Hostile { get; init; } = "";

    /// <summary>False as a killed process leaves it.</summary>
    public bool Ends { get; init; } = true;

    public string[] Left { get; init; } = [];

    /// <summary>The whole file.</summary>
    public override string ToString()
    {
        _lines.Clear();
        (_number, _time) = (0, 0);
        const string started = "2026-11-28T02:13:00.000Z";
        Add(0, new { k = "run", schema = 1, run = Run, process = 4712, assembly = Assembly, started, host = "ci-14", cores = 2, os = "Debian GNU/Linux 12", commit = "9c1e2f0" });
        Add(90, new { k = "engine", session = new string('a', 32), version = "26.1.5", api = "1.45", endpoint = "unix:///var/run/docker.sock" });
        Work(null, "setup", "image example/web", 4_000);
        for (var i = 0; i < Specs; i++) Spec(i);
        Work(null, "down", "network shared", 700);
        if (Ends) Add(_time, new { k = "end", removed = 118, left = Left, memory = 1_181_116_006, containers = 118 });
        var text = new StringBuilder();
        foreach (var line in _lines) text.Append((Hostile.Length > 0 ? (JsonObject)Spoilt(line)! : line).ToJsonString()).Append('\n');
        return text.ToString();
    }

    /// <returns>The folder of the run, below artifacts/infraspecs of a folder.</returns>
    public string WriteTo(string folder, string file = "4712.jsonl")
    {
        var run = Path.Combine(folder, "artifacts", "infraspecs", Run);
        Directory.CreateDirectory(run);
        File.WriteAllText(Path.Combine(run, file), ToString());
        return run;
    }

    private void Spec(int i)
    {
        var id = $"s{i}";
        var name = Names[i % Names.Length] + (i < Names.Length ? "" : $"(round: {i / Names.Length})");
        var type = $"Shop.Specs.Room{i / SpecsOfAClass}Specs";
        Add(_time, new { k = "spec", spec = id, @class = type, method = Names[i % Names.Length], name = $"{type}.{name}", file = $"/src/Room{i / SpecsOfAClass}Specs.cs", line = 41 + i });
        Add(_time, new { k = "phase", spec = id, phase = "body" });
        if (i < Red)
        {
            if (i % 3 == 0) InventedFailures.LostNode(this, id, Output);
            else if (i % 3 == 1) InventedFailures.BadUpdate(this, id, Output);
            else InventedFailures.BadRestore(this, id, Output);
        }
        else if (i < Red + Skipped)
        {
            Add(_time, new { k = "verdict", spec = id, state = "skipped", reason = "the engine does not offer Ipvs: its kernel has no ip_vs" });
        }
        else
        {
            Passes(id, i);
        }

        Add(_time + 20, new { k = "phase", spec = id, phase = "end" });
        _time += 30;
    }

    private void Passes(string id, int i)
    {
        if (i % 4 == 0) Work(id, "setup", "cluster of 4 nodes", 7_900);
        else Work(id, "setup", $"container web-{i} (example/web)", 400 + (i * 37 % 300));
        Wait(id, "web answers on port 8080", 300 + (i * 131 % 5_000), "ready", ["connection refused", "answered 503", "answered 200"]);
        _time += 100 + (i * 17 % 400);
        Add(_time, new { k = "verdict", spec = id, state = "passed" });
        Add(_time, new { k = "phase", spec = id, phase = "down" });
        Work(id, "down", $"container web-{i} (example/web)", 200 + (i * 71 % 900));
    }

    internal int Now => _time;

    internal void Pass(int milliseconds) => _time += milliseconds;

    internal void Add(int time, object line)
    {
        var json = (JsonObject)JsonSerializer.SerializeToNode(line)!;
        json["t"] = time;
        _lines.Add(json);
    }

    internal void Work(string? spec, string kind, string what, int takes)
    {
        Add(_time, new { k = "work", work = ++_number, spec, kind, what });
        Add(_time += takes, new { k = "workend", work = _number });
    }

    internal void Wait(string spec, string subject, int takes, string how, string[] answers)
    {
        Add(_time, new { k = "wait", wait = ++_number, spec, subject, within = 60_000 });
        for (var i = 0; i < answers.Length; i++) Add(_time + (takes * i / answers.Length), new { k = "answer", wait = _number, text = answers[i] });
        Add(_time += takes, new { k = "waitend", wait = _number, how, attempts = 1 + (takes / 480) });
    }

    internal void Fault(string spec, string what, string on, int from, int? to)
    {
        Add(from, new { k = "fault", fault = ++_number, spec, what, on });
        if (to is { } healed) Add(healed, new { k = "faultend", fault = _number });
    }

    private JsonNode? Spoilt(JsonNode? node) => node switch
    {
        JsonObject it => new JsonObject(it.Select(member => KeyValuePair.Create(
            member.Key, Fixed.Contains(member.Key) && member.Value is JsonValue ? member.Value.DeepClone() : Spoilt(member.Value)))),
        JsonArray it => new JsonArray([.. it.Select(Spoilt)]),
        JsonValue it when it.GetValueKind() == JsonValueKind.String => JsonValue.Create(it.GetValue<string>() + Hostile),
        _ => node?.DeepClone(),
    };
}
