namespace InfraSpecs.Testing;

/// <summary>Three ways in which invented specs fail, with all that would be recorded of them.</summary>
internal static class InventedFailures
{
    /// <summary>A node is killed and does not come back: placement over time, a fault, a wait until its deadline.</summary>
    public static void LostNode(InventedRun run, string spec, int output)
    {
        var began = run.Now;
        string[] nodes = ["manager", "worker01", "worker02", "worker03"];
        foreach (var node in nodes)
        {
            run.Add(began + 100, new { k = "res", res = $"{spec}-{node}", type = "container", name = node, image = "dind", role = node == "manager" ? "manager" : "worker", spec });
            run.Add(began + 300, new { k = "ev", res = $"{spec}-{node}", action = "start", attrs = new { } });
            run.Add(began + 310, new { k = "inspect", res = $"{spec}-{node}", at = "start", json = new { Id = $"{spec}-{node}", State = new { Status = "running" } } });
            run.Add(began + 3_100, new { k = "ev", res = $"{spec}-{node}", action = "health_status: healthy", attrs = new { } });
        }

        run.Work(spec, "setup", "cluster of 4 nodes", 7_900);
        for (var i = 0; i < 4; i++)
        {
            run.Add(run.Now + 200, new { k = "place", service = "ports", task = $"{spec}-t{i}", slot = $"ports.{i + 1}", node = nodes[i], state = "preparing" });
            run.Add(run.Now + 1_100 + (i * 100), new { k = "place", service = "ports", task = $"{spec}-t{i}", slot = $"ports.{i + 1}", node = nodes[i], state = "running" });
        }

        run.Fault(spec, "killed (SIGKILL)", "worker03", began + 19_400, began + 27_000);
        run.Add(began + 19_400, new { k = "ev", res = $"{spec}-worker03", action = "kill", attrs = new { signal = "9" } });
        run.Add(began + 19_410, new { k = "ev", res = $"{spec}-worker03", action = "die", attrs = new { exitCode = "137" } });
        run.Add(began + 27_000, new { k = "ev", res = $"{spec}-worker03", action = "start", attrs = new { } });
        run.Add(began + 21_000, new { k = "place", service = "ports", task = $"{spec}-t3", slot = "ports.4", node = "worker03", state = "lost", error = "node is down" });
        run.Add(began + 31_500, new { k = "place", service = "ports", task = $"{spec}-t5", slot = "ports.4", node = (string?)null, state = "pending", error = "no suitable node (host-mode port already in use on 3 nodes; 1 node not available)" });
        run.Wait(spec, "service ports", 34_200, "late", ["0 of 4 tasks run", "2 of 4 tasks run", "4 of 4 tasks run", "3 of 4 tasks run", "3 of 4 tasks run; ports.4 is pending: no suitable node"]);
        Log(run, $"{spec}-worker03", output, "level=error msg=\"agent: session failed\" error=\"tls: certificate has expired or is not yet valid\"");
        run.Add(run.Now, new
        {
            k = "diag", spec, rule = "ClockBehind", sentence = "worker03 did not come back after it was killed: its clock is one day behind, so it refuses the managers' certificate.",
            todo = "run specs with clocks that stand still only outside of Swarm nodes.", facts = new[] { "worker03 said 9 times: certificate is not yet valid", "ports.4 has no node left whose port 8080 is free" },
        });
        Fail(run, spec, "failed", "Expected service ports to have 4 running tasks on 4 nodes, but 3 run on 3.\n  What to do: read the last lines of worker03.", 900);
    }

    /// <summary>An update that clients notice: requests with a gap.</summary>
    public static void BadUpdate(InventedRun run, string spec, int output)
    {
        var began = run.Now;
        run.Add(began + 50, new { k = "res", res = $"{spec}-web", type = "container", name = "web-1", image = "example/web", role = (string?)null, spec });
        run.Add(began + 150, new { k = "ev", res = $"{spec}-web", action = "start", attrs = new { } });
        run.Work(spec, "setup", "stack webapi", 6_100);
        var count = 660;
        var at = Enumerable.Range(0, count).Select(i => i * 27).ToArray();
        run.Fault(spec, "update begun", "web", began + 8_000, began + 12_600);
        run.Wait(spec, "update of web ends", 18_400, "ready", ["1 of 2 updated", "2 of 2 updated"]);
        run.Add(run.Now, new
        {
            k = "probe", spec, target = "http://127.0.0.1:8080/", t0 = began + 6_200, at,
            ms = Enumerable.Range(0, count).Select(i => 4 + (i % 41 == 0 ? 47.5 : i * 7 % 11 / 3.0)).ToArray(),
            err = Enumerable.Range(0, count).Select(i => i is > 115 and < 210 ? "connection refused" : null).ToArray(),
        });
        Log(run, $"{spec}-web", output, "\u001b[31mERROR\u001b[0m upstream timed out while connecting to db");
        Fail(run, spec, "failed", "Expected clients of web to have had no downtime, but they had no answer for 2.6 s (9.3 s to 11.9 s).\n  95 of 660 requests failed: connection refused\n  What to do: set update_config.order to start-first.", 900);
    }

    /// <summary>A restore that lacks rows: a difference and a drill; it ran into its timeout besides.</summary>
    public static void BadRestore(InventedRun run, string spec, int output)
    {
        run.Add(run.Now + 50, new { k = "res", res = $"{spec}-db", type = "container", name = "mysql-1", image = "mysql:8.4", role = "server", spec });
        run.Add(run.Now + 90, new { k = "ev", res = $"{spec}-db", action = "start", attrs = new { } });
        run.Work(spec, "setup", "MySQL server", 3_300);
        run.Work(spec, "act", "backup drill", 9_000);
        object[] steps = [new object[] { "dump", 1_234 }, new object[] { "destroy", 300 }, new object[] { "restore", 4_567 }];
        run.Add(run.Now, new { k = "drill", spec, what = "backup drill", steps, outcome = "restored, with differences" });
        run.Add(run.Now, new
        {
            k = "diff", spec, @object = "database shop",
            rows = new[] { new[] { "table orders, rows", "48,113", "48,101" }, ["table orders, keys", "… 48102-48113", "missing"], ["trigger orders_audit", "AFTER INSERT, sha256 9f2c…", ""] },
        });
        run.Add(run.Now, new { k = "ev", res = $"{spec}-db", action = "oom", attrs = new { } });
        run.Add(run.Now + 5, new { k = "ev", res = $"{spec}-db", action = "die", attrs = new { exitCode = "137" } });
        Log(run, $"{spec}-db", output, "[ERROR] [MY-012592] [InnoDB] Operating system error number 28 in a file operation.");
        Fail(run, spec, "timeout", "Test execution timed out after 15000 milliseconds", 800);
    }

    private static void Log(InventedRun run, string resource, int output, string trouble)
    {
        if (output == 0) return;
        var lines = Enumerable.Range(0, output).Select(i => new object?[]
        {
            i % 9 == 0 ? "err" : "out", $"02:14:{i / 10 % 60:00}.{i * 83 % 1000:000}", i % 23 == 7 || i > output - 6 ? trouble : $"time=\"2026-11-28T02:14\" level=info msg=\"Node joined with the role worker\" request={i * 7919 % 100_003:x}",
        }).ToArray();
        run.Add(run.Now, new { k = "log", res = resource, at = "failure", lines, dropped = 12 });
    }

    private static void Fail(InventedRun run, string spec, string state, string message, int down)
    {
        run.Pass(300);
        run.Add(run.Now, new { k = "verdict", spec, state, message, stack = "   at Shop.Specs.Placement.Four_replicas() in /src/PlacementSpecs.cs:line 41\n   at Xunit.Sdk.TestInvoker`1.RunAsync()" });
        run.Add(run.Now, new { k = "phase", spec, phase = "down" });
        run.Pass(down);
    }
}
