using FluentAssertions;
using FluentAssertions.Primitives;
using InfraSpecs.Assertions.Internal;
using InfraSpecs.Swarm;

namespace InfraSpecs.Assertions;

/// <summary>Claims about a whole stack. Those about one service are claims about its placement: <c>placement["nginx"].Should()</c>.</summary>
/// <param name="subject">The placements as they were.</param>
public sealed class StackPlacementAssertions(StackPlacement subject) : ReferenceTypeAssertions<StackPlacement, StackPlacementAssertions>(subject)
{
    /// <inheritdoc/>
    protected override string Identifier => "stack";

    private (string, Func<string>) Evidence => ("placement", () => Subject.Services.Count == 0 ? "no service" : Subject.ToString());

    private UnquotedText Names => new(Subject.Services.Count == 0 ? "none" : string.Join(", ", Subject.Services.Keys.Order(StringComparer.Ordinal)));

    /// <summary>The stack has exactly these services.</summary>
    /// <param name="services">Their names in the file: "nginx", "api".</param>
    [CustomAssertion]
    public AndConstraint<StackPlacementAssertions> HaveServices(params string[] services)
    {
        var (missing, more) = (services.Except(Subject.Services.Keys).ToList(), Subject.Services.Keys.Except(services).Order(StringComparer.Ordinal).ToList());
        Check.That(
            services.Length > 0, ("", []), Evidence, "Expected {context:stack} {0} to have services, but the claim names none, which proves nothing.", Subject.Stack);
        Check.That(
            missing.Count == 0, ("", []), Evidence, "Expected {context:stack} {0} to have the services {1}, but it has no {2}; it has {3}.",
            Subject.Stack, new UnquotedText(string.Join(", ", services)), new UnquotedText(string.Join(" and no ", missing)), Names);
        Check.That(
            more.Count == 0, ("", []), Evidence, "Expected {context:stack} {0} to have only the services {1}, but it has {2} too.",
            Subject.Stack, new UnquotedText(string.Join(", ", services)), new UnquotedText(string.Join(" and ", more)));
        return new(this);
    }

    /// <summary>The stack has this service; its placement can be claimed of by <c>Which</c>.</summary>
    /// <param name="service">Its name in the file: "nginx".</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndWhichConstraint<StackPlacementAssertions, Placement> HaveService(string service, string because = "", params object[] becauseArgs)
    {
        var found = Subject.Services.GetValueOrDefault(service);
        Check.That(
            found is not null, (because, becauseArgs), Evidence,
            "Expected {context:stack} {0} to have a service {1}{reason}, but it has {2}.", Subject.Stack, service, Names);
        return new(this, found is null ? [] : new[] { found });
    }

    /// <summary>Every service has as many tasks as the file asks for; those that run are as the service is now. A stack without a service fails.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<StackPlacementAssertions> RunAllTasks(string because = "", params object[] becauseArgs)
    {
        Check.That(
            Subject.Services.Count > 0, (because, becauseArgs), Evidence,
            "Expected {context:stack} {0} to run all tasks{reason}, but it has no service, which proves nothing.", Subject.Stack);
        var red = Subject.Services.OrderBy(it => it.Key, StringComparer.Ordinal).Where(it => it.Value.WhyNotAll is not null).ToList();
        Check.That(
            red.Count == 0, (because, becauseArgs), Evidence,
            "Expected {context:stack} {0} to run all tasks{reason}, but {1}.",
            Subject.Stack, new UnquotedText(string.Join("; ", red.Select(it => $"{it.Key} runs {it.Value.Running.Count} of {it.Value.Wanted} ({it.Value.WhyNotAll})"))));
        return new(this);
    }
}
