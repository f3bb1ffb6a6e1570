using FluentAssertions;
using FluentAssertions.Primitives;
using InfraSpecs.Assertions.Internal;
using InfraSpecs.Swarm;

namespace InfraSpecs.Assertions;

/// <summary>Claims about the nodes of a Swarm, as a manager saw them.</summary>
/// <param name="subject">The nodes.</param>
public sealed class ClusterNodesAssertions(ClusterNodes subject) : ReferenceTypeAssertions<ClusterNodes, ClusterNodesAssertions>(subject)
{
    /// <inheritdoc/>
    protected override string Identifier => "nodes";

    private (string, Func<string>) Evidence => ("nodes", () => Subject.All.Count == 0 ? "none" : Subject.ToString());

    /// <summary>The managers know this many nodes, whatever state they are in.</summary>
    /// <param name="count">How many.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ClusterNodesAssertions> HaveNodes(int count, string because = "", params object[] becauseArgs)
    {
        Check.That(
            Subject.All.Count == count, (because, becauseArgs), Evidence,
            "Expected {context:nodes} to be {0} nodes{reason}, but the managers know {1}.", count, Subject.All.Count);
        return new(this);
    }

    /// <summary>All nodes are ready. A list without a node proves nothing, and fails.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ClusterNodesAssertions> BeReady(string because = "", params object[] becauseArgs)
    {
        Check.That(
            Subject.All.Count > 0, (because, becauseArgs), Evidence,
            "Expected {context:nodes} to be ready{reason}, but the managers know none, which proves nothing.");
        var others = Subject.All.Where(it => !it.IsReady).ToList();
        Check.That(
            others.Count == 0, (because, becauseArgs), Evidence,
            "Expected {context:nodes} to be ready{reason}, but {0} not: {1}.",
            new UnquotedText(others.Count == 1 ? "1 is" : $"{others.Count} are"), new UnquotedText(string.Join("; ", others)));
        return new(this);
    }

    /// <summary>This many nodes are ready; others may be known and not ready.</summary>
    /// <param name="count">How many.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ClusterNodesAssertions> HaveReadyNodes(int count, string because = "", params object[] becauseArgs)
    {
        var ready = Subject.All.Count(it => it.IsReady);
        Check.That(
            ready == count, (because, becauseArgs), Evidence,
            "Expected {context:nodes} to have {0} ready nodes{reason}, but {1} of {2} are ready.", count, ready, Subject.All.Count);
        return new(this);
    }

    /// <summary>One manager leads, and it is reachable.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndWhichConstraint<ClusterNodesAssertions, NodeState> HaveOneLeader(string because = "", params object[] becauseArgs)
    {
        var leaders = Subject.All.Where(it => it.IsLeader).ToList();
        Check.That(
            leaders.Count == 1, (because, becauseArgs), Evidence, "Expected {context:nodes} to have one leader{reason}, but {0}.",
            new UnquotedText(leaders.Count == 0 ? "no manager leads" : $"{leaders.Count} managers lead: {string.Join(", ", leaders.Select(it => it.Name))}"));
        Check.That(
            leaders is not [{ Reachability: not ManagerReachability.Reachable }], (because, becauseArgs), Evidence,
            "Expected {context:nodes} to have one leader that is reachable{reason}, but {0} is {1}.",
            new UnquotedText(leaders.Count > 0 ? leaders[0].Name : ""), new UnquotedText(leaders.Count > 0 ? leaders[0].Reachability is { } seen ? Word(seen) : "not known" : ""));
        return new(this, leaders);
    }

    /// <summary>This many nodes are managers.</summary>
    /// <param name="count">How many.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ClusterNodesAssertions> HaveManagers(int count, string because = "", params object[] becauseArgs)
    {
        var managers = Subject.All.Where(it => it.IsManager).Select(it => it.Name).ToList();
        Check.That(
            managers.Count == count, (because, becauseArgs), Evidence,
            "Expected {context:nodes} to have {0} managers{reason}, but found {1}.",
            count, new UnquotedText(managers.Count == 0 ? "none" : $"{managers.Count}: {string.Join(", ", managers)}"));
        return new(this);
    }

    /// <summary>There is a node of this name, in this state; its further properties can be claimed by <c>Which</c>.</summary>
    /// <param name="name">The host name.</param>
    /// <param name="state">What the managers see of it; null for any.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndWhichConstraint<ClusterNodesAssertions, NodeState> HaveNode(string name, NodeStatus? state = null, string because = "", params object[] becauseArgs)
    {
        var node = Subject.Find(name);
        Check.That(
            node is not null, (because, becauseArgs), Evidence,
            "Expected {context:nodes} to have a node {0}{reason}, but the managers know {1}.",
            name, new UnquotedText(Subject.All.Count == 0 ? "none" : string.Join(", ", Subject.All.Select(it => it.Name))));
        Check.That(
            node is null || state is null || node.State == state, (because, becauseArgs), Evidence,
            "Expected node {0} of {context:nodes} to be {1}{reason}, but it is {2}{3}.",
            name, new UnquotedText(state is { } wanted ? Word(wanted) : ""), new UnquotedText(node is null ? "" : Word(node.State)),
                new UnquotedText(node?.Message is { Length: > 0 } message ? $" ({message})" : ""));
        return new(this, node is null ? [] : new[] { node });
    }

    private static string Word(Enum value) => value.ToString().ToLowerInvariant();
}
