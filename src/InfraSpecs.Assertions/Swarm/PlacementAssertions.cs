using FluentAssertions;
using FluentAssertions.Primitives;
using InfraSpecs.Assertions.Internal;
using InfraSpecs.Swarm;

namespace InfraSpecs.Assertions;

/// <summary>Claims about where the tasks of a service ran. None holds where no task runs. A failure shows the picture of nodes and slots, and the failed tasks.</summary>
/// <param name="subject">The placement as it was.</param>
public sealed class PlacementAssertions(Placement subject) : ReferenceTypeAssertions<Placement, PlacementAssertions>(subject)
{
    /// <inheritdoc/>
    protected override string Identifier => "placement";

    private (string, Func<string>) Evidence => ("placement", Subject.ToString);

    /// <summary>Exactly so many tasks run.</summary>
    /// <param name="expected">The number, 1 or more.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<PlacementAssertions> HaveRunningTasks(int expected, string because = "", params object[] becauseArgs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(expected, 1);
        Check.That(
            Subject.Running.Count == expected, (because, becauseArgs), Evidence,
            "Expected {context:placement} of {0} to have {1} running tasks{reason}, but found {2}{3}.",
            Subject.Service, expected, Subject.Running.Count, new UnquotedText(WhyNot()));
        return new(this);
    }

    /// <summary>The tasks run on exactly so many nodes.</summary>
    /// <param name="nodes">The number, 1 or more.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<PlacementAssertions> BeSpreadOver(int nodes, string because = "", params object[] becauseArgs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nodes, 1);
        RefuseNothing($"to be spread over {nodes} nodes", because, becauseArgs);
        var found = Subject.Running.GroupBy(it => it.Node).ToList();
        Check.That(
            found.Count == nodes, (because, becauseArgs), Evidence,
            "Expected {context:placement} of {0} to be spread over {1} nodes{reason}, but its {2} tasks run on {3}: {4}.{5}",
            Subject.Service, nodes, Subject.Running.Count, found.Count, Names(found.Select(it => it.Key)), SpreadAdvice.For(Subject, nodes));
        return new(this);
    }

    /// <summary>Of the nodes that may have tasks (ready, active, and meeting the service's constraints), none has more than so many more than another. A node
    /// without a task counts, with none. A service whose preferences spread nothing fails: how evenly its tasks are spread is not what it asked for.</summary>
    /// <param name="tasks">The greatest difference, 0 or more. Swarm's scheduler itself keeps it at 1 while all nodes are equal.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<PlacementAssertions> HaveSkewOfAtMost(int tasks, string because = "", params object[] becauseArgs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tasks);
        RefuseNothing($"to have a skew of at most {tasks}", because, becauseArgs);
        Refuse(IdlePreference, $"to have a skew of at most {tasks}", because, becauseArgs);
        var counts = Subject.EligibleNodes.Select(it => it.Name).Union(Subject.Running.Select(it => it.Node))
            .Select(node => (Node: node, Count: Subject.Running.Count(it => it.Node == node))).OrderBy(it => it.Count).ToList();
        var (least, most) = (counts[0], counts[^1]);
        Check.That(
            most.Count - least.Count <= tasks, (because, becauseArgs), Evidence,
            "Expected {context:placement} of {0} to have a skew of at most {1}{reason}, but {2} has {3} tasks and {4} has {5}.{6}",
            Subject.Service, tasks, new UnquotedText(most.Node), most.Count, new UnquotedText(least.Node), least.Count, SpreadAdvice.ForSkew());
        return new(this);
    }

    /// <summary>Of the values that a label has on the nodes that may have tasks, none has two tasks more than another. Nodes without the label count as one value.</summary>
    /// <param name="label">"node.labels.rack" or "engine.labels.rack", as <see cref="ServiceOptions.Preferences"/> has it. One that no node has fails.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    /// <exception cref="ArgumentException">It is no label.</exception>
    [CustomAssertion]
    public AndConstraint<PlacementAssertions> BeSpreadEvenlyOver(string label, string because = "", params object[] becauseArgs)
    {
        var claim = $"to be spread evenly over {label}";
        RefuseNothing(claim, because, becauseArgs);
        var counts = Subject.CountByLabel(label);
        Refuse(Subject.WhyNotSpreadOver(label) ?? IdlePreference, claim, because, becauseArgs);
        Refuse(counts.Count > 1 ? null : $"all nodes that may have tasks have the same, {Named(counts.Keys.FirstOrDefault(""))}", claim, because, becauseArgs);
        var (least, most) = (counts.MinBy(it => it.Value), counts.MaxBy(it => it.Value));
        Check.That(
            most.Value - least.Value <= 1, (because, becauseArgs), Evidence,
            "Expected {context:placement} of {0} {1}{reason}, but {2} has {3} tasks and {4} has {5}.{6}",
            Subject.Service, new UnquotedText(claim), new UnquotedText(Named(most.Key)), most.Value, new UnquotedText(Named(least.Key)), least.Value, SpreadAdvice.ForSkew());
        return new(this);

        static string Named(string value) => value.Length > 0 ? value : "none";
    }

    /// <summary>Every task runs on a node that meets a constraint, said as a service says it.</summary>
    /// <remarks>A constraint whose label no node has fails, and so does one that excludes what no node has: it would hold wherever tasks run.</remarks>
    /// <param name="constraint">"node.role==worker", "node.labels.disk != ssd", "node.ip==10.0.0.0/24", "node.platform.os==linux", "engine.labels.storage==fast".</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    /// <exception cref="ArgumentException">It is no constraint, or one that no node can meet.</exception>
    [CustomAssertion]
    public AndConstraint<PlacementAssertions> RunOnlyOn(string constraint, string because = "", params object[] becauseArgs)
    {
        RefuseNothing($"to run only on {constraint}", because, becauseArgs);
        var elsewhere = Subject.Running.FirstOrDefault(it => Subject.Nodes.FindById(it.NodeId) is not { } node || !node.Meets(constraint));
        var nowhere = Subject.WhyNoNodeHas(constraint);
        Refuse(elsewhere is null ? nowhere : null, $"to run only on {constraint}", because, becauseArgs);
        Check.That(
            elsewhere is null, (because, becauseArgs), Evidence,
            "Expected {context:placement} of {0} to run only on {1}{reason}, but {2} runs on {3}{4}.",
            Subject.Service, new UnquotedText(constraint), new UnquotedText(elsewhere?.Name ?? ""), new UnquotedText(elsewhere?.Node ?? ""), new UnquotedText(nowhere is null ? "" : $"; {nowhere}"));
        return new(this);
    }

    /// <summary>No task runs on this node, and the cluster has it.</summary>
    /// <param name="node">Its host name.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<PlacementAssertions> AvoidNode(string node, string because = "", params object[] becauseArgs)
    {
        RefuseNothing($"to avoid {node}", because, becauseArgs);
        var there = Subject.Running.Where(it => it.Node == node).ToList();
        Check.That(
            Subject.Nodes.Find(node) is not null, (because, becauseArgs), Evidence,
            "Expected {context:placement} of {0} to avoid {1}{reason}, but the cluster has no such node, which proves nothing.", Subject.Service, new UnquotedText(node));
        Check.That(
            there.Count == 0, (because, becauseArgs), Evidence,
            "Expected {context:placement} of {0} to avoid {1}{reason}, but {2} runs there.", Subject.Service, new UnquotedText(node), new UnquotedText(there is [var first, ..] ? first.Name : ""));
        return new(this);
    }

    /// <summary>Every task runs on a worker.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<PlacementAssertions> AvoidManagers(string because = "", params object[] becauseArgs) =>
        RunOnlyOn("node.role!=manager", because, becauseArgs);

    /// <summary>Every node that is ready and active has a task that runs, whatever the service's constraints are.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<PlacementAssertions> RunOnEveryNode(string because = "", params object[] becauseArgs)
    {
        RefuseNothing("to run on every node", because, becauseArgs);
        var empty = Subject.Nodes.All.Where(it => it.IsAvailable && Subject.Running.All(task => task.NodeId != it.Id)).ToList();
        Check.That(
            empty.Count == 0, (because, becauseArgs), Evidence,
            "Expected {context:placement} of {0} to run on every node{reason}, but none of its tasks runs on {1}{2}.",
            Subject.Service, Names(empty.Select(it => it.Name)), new UnquotedText(WhyNot()));
        return new(this);
    }

    /// <summary>Every task runs from the image of this digest. One whose service names a tag alone does not tell, and fails.</summary>
    /// <param name="digest">"sha256:…", as a push gives it.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<PlacementAssertions> HaveDigest(string digest, string because = "", params object[] becauseArgs)
    {
        RefuseNothing($"to run {digest}", because, becauseArgs);
        var other = Subject.Running.FirstOrDefault(it => it.Digest != digest);
        Check.That(
            other is null, (because, becauseArgs), Evidence,
            "Expected {context:placement} of {0} to run {1}{reason}, but {2} on {3} runs {4}.",
            Subject.Service, new UnquotedText(digest), new UnquotedText(other?.Name ?? ""), new UnquotedText(other?.Node ?? ""),
            new UnquotedText(other?.Digest ?? Shown(other)));
        return new(this);
    }

    /// <summary>All tasks that are wanted run, and they and those that are still to stop run this image: what was before is nowhere any more.</summary>
    /// <param name="image">A digest, "sha256:…", or a reference as the service names it: "registry:5000/example/echo:2", with a digest behind "@" or without.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<PlacementAssertions> HaveImageEverywhere(string image, string because = "", params object[] becauseArgs)
    {
        RefuseNothing($"to have {image} everywhere", because, becauseArgs);
        Check.That(
            Subject.Running.Count >= Subject.Wanted, (because, becauseArgs), Evidence,
            "Expected {context:placement} of {0} to have {1} everywhere{reason}, but only {2} of its {3} tasks run{4}.",
            Subject.Service, new UnquotedText(image), Subject.Running.Count, Subject.Wanted, new UnquotedText(WhyNot()));
        var other = Subject.Running.Concat(Subject.Leaving).FirstOrDefault(it => !Runs(it, image));
        Check.That(
            other is null, (because, becauseArgs), Evidence,
            "Expected {context:placement} of {0} to have {1} everywhere{reason}, but {2} on {3} runs {4}{5}.",
            Subject.Service, new UnquotedText(image), new UnquotedText(other?.Name ?? ""), new UnquotedText(other?.Node ?? ""), new UnquotedText(Shown(other)),
                new UnquotedText(other?.IsWanted == false ? ", until it has stopped" : ""));
        return new(this);

        static bool Runs(TaskFacts task, string image) => image.Split('@') switch
        {
            [var name, var digest] => task.Image == name && task.Digest == digest,
            [var one] when one.StartsWith("sha256:", StringComparison.Ordinal) => task.Digest == one,
            _ => task.Image == image,
        };
    }

    /// <summary>No task of the service as it is now ended by itself, as far as the managers remember. Tasks that were stopped, by an update, a scaling or a drained
    /// node, do not count.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<PlacementAssertions> HaveNoRestarts(string because = "", params object[] becauseArgs)
    {
        RefuseNothing("to have no restarts", because, becauseArgs);
        Refuse(Subject.HasHistory ? null : "the managers remember no tasks that ended (their task history limit is 0)", "to have no restarts", because, becauseArgs);
        var ended = Subject.Restarted;
        Check.That(
            ended.Count == 0, (because, becauseArgs), Evidence,
            "Expected {context:placement} of {0} to have no restarts{reason}, but {1} task(s) ended by themselves, the last: {2}.",
            Subject.Service, ended.Count, new UnquotedText(ended.MaxBy(it => it.Since)?.ToString() ?? ""));
        return new(this);
    }

    [CustomAssertion]
    private void RefuseNothing(string claim, string because, object[] becauseArgs) => Check.That(
        Subject.Running.Count > 0, (because, becauseArgs), Evidence,
        "Expected {context:placement} of {0} {1}{reason}, but no task runs{2}, which proves nothing.", Subject.Service, new UnquotedText(claim), new UnquotedText(WhyNot()));

    [CustomAssertion]
    private void Refuse(string? why, string claim, string because, object[] becauseArgs) => Check.That(
        why is null, (because, becauseArgs), Evidence,
        "Expected {context:placement} of {0} {1}{reason}, but {2}, which proves nothing.", Subject.Service, new UnquotedText(claim), new UnquotedText(why ?? ""));

    /// <summary>A preference that spreads nothing leaves to chance what is claimed about spreading.</summary>
    private string? IdlePreference => Subject.Preferences.Select(Subject.WhyNotSpreadOver).FirstOrDefault(it => it is not null) is { } why ? $"it asks for tasks to be spread, and {why}" : null;

    /// <summary>The cause, as far as the placement has it, for the first line.</summary>
    private string WhyNot() => Subject.WhyNotAll is { } why ? $" ({why})" : "";

    private static string Shown(TaskFacts? task) => task?.Digest is { } digest ? $"{task.Image}@{digest}" : $"{task?.Image}, of whatever digest its node found";

    private static UnquotedText Names(IEnumerable<string> names) => new(string.Join(", ", names.Order(StringComparer.Ordinal)));
}
