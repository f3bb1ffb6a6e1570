namespace InfraSpecs.Report;

/// <summary>How a container was, for some time.</summary>
internal enum Condition
{
    Created,
    Running,
    Paused,

    /// <summary>Ended as it was told, or by itself without an error.</summary>
    Ended,

    /// <summary>Killed, or ended with an error.</summary>
    Dead,
}

/// <summary>A piece of a container's life.</summary>
internal sealed record Lifetime(Condition Condition, long From, long To, string Text)
{
    // Long enough to be seen where it died, when it was removed at once.
    private const long Grave = 300;

    /// <summary>From its engine's events, up to a time.</summary>
    public static IReadOnlyList<Lifetime> Of(ResourceFacts container, long until)
    {
        List<Lifetime> life = [];
        var (condition, since, text, oom) = (Condition.Created, container.Seen, container.Image ?? "", false);
        foreach (var it in container.Events)
        {
            switch (it.Action.Split(':')[0])
            {
                case "start" or "restart":
                    Become(Condition.Running, it.At, life.Any(past => past.Condition == Condition.Running) ? "started again" : container.Image ?? "");
                    break;
                case "pause": Become(Condition.Paused, it.At, "paused"); break;
                case "unpause": Become(Condition.Running, it.At, "runs again"); break;
                case "oom": oom = true; break;
                case "die":
                    Become(!oom && it["exitCode"] is "0" or "143" ? Condition.Ended : Condition.Dead, it.At, Died(it, oom));
                    oom = false;
                    break;
                case "health_status" when condition == Condition.Running && it.Action.EndsWith(" healthy", StringComparison.Ordinal):
                    text = $"{text}, healthy after {Say.Duration(it.At - since)}".TrimStart(',', ' ');
                    break;
                case "health_status" when condition == Condition.Running && it.Action.EndsWith("unhealthy", StringComparison.Ordinal): Become(Condition.Running, it.At, "unhealthy"); break;
                case "destroy":
                    var gone = condition is Condition.Dead or Condition.Ended ? Math.Max(it.At, since + Grave) : it.At;
                    life.Add(new(condition, since, Math.Min(gone, Math.Max(until, since)), text));
                    return life;
            }
        }

        if (until > since) life.Add(new(condition, since, until, text));
        return life;

        void Become(Condition next, long at, string said)
        {
            if (at > since) life.Add(new(condition, since, at, text));
            (condition, since, text) = (next, at, said);
        }
    }

    private static string Died(EventFacts died, bool oom) => (oom, died["exitCode"]) switch
    {
        (true, _) => "out of memory",
        (_, null or "") => "ended",
        (_, "137") => "killed (137)",
        (_, "143") => "ended by SIGTERM (143)",
        var (_, code) => $"exit {code}",
    };
}
