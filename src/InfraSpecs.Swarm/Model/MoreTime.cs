namespace InfraSpecs.Swarm;

/// <summary>What gives a wait for convergence more time, in the imperative.</summary>
internal static class MoreTime
{
    public const string OfService = "raise ServiceOptions.ConvergeWithin";
    public const string OfStack = "raise StackOptions.ConvergeWithin";
    public const string OfCall = "give WaitUntilConvergedAsync more time";

    /// <summary>A stack that was made elsewhere has no options.</summary>
    public const string OfHeldStack = "await its services one by one, with the time that each needs (HoldServiceAsync)";
}
