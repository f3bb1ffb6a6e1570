namespace InfraSpecs.Images.Structure.Commands;

/// <summary>A command could not be run to its end.</summary>
/// <param name="reason">Why.</param>
internal sealed class CommandFailedException(string reason) : Exception(reason);
