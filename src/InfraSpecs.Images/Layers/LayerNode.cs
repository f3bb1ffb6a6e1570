namespace InfraSpecs.Images.Layers;

/// <summary>One name in a folder of a layer.</summary>
/// <param name="Parent">The folder's node.</param>
/// <param name="Name">Where the name stands.</param>
/// <param name="Attributes">Which attributes it has.</param>
/// <param name="Data">Of a file: its row. Of a folder: the row of what is in it. Of a symbolic link: where its target stands. Of a device: its number. Of a hard link:
/// the node, or where its target stands.</param>
internal readonly record struct LayerNode(int Parent, int Name, int Attributes, int Data);
