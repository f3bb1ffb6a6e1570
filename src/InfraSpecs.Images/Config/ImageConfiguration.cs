namespace InfraSpecs.Images.Config;

/// <summary>An image's configuration, with the layers that it is of.</summary>
/// <param name="Config">What people ask for.</param>
/// <param name="DiffIds">The digests of its layers' archives, unpacked, the lowest first.</param>
internal sealed record ImageConfiguration(ImageConfig Config, IReadOnlyList<string> DiffIds)
{
    /// <summary>What made each layer; null where the history does not tell of as many layers as there are.</summary>
    public IReadOnlyList<string?> Commands
    {
        get
        {
            List<string?> commands = [.. Config.History.Where(step => !step.IsEmptyLayer).Select(step => step.CreatedBy)];
            return commands.Count == DiffIds.Count ? commands : new string?[DiffIds.Count];
        }
    }
}
