namespace InfraSpecs.Images.Tree;

/// <summary>A node of one of an image's layers.</summary>
/// <param name="Layer">0 for the lowest.</param>
/// <param name="Node">Its number there.</param>
internal readonly record struct Place(int Layer, int Node);
