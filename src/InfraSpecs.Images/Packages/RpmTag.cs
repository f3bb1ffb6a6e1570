namespace InfraSpecs.Images.Packages;

/// <summary>What a field of a package's header is (https://rpm.org/docs/latest/manual/tags.html).</summary>
internal enum RpmTag
{
    Name = 1000,
    Version = 1001,
    Release = 1002,
    Epoch = 1003,
    Architecture = 1022,
    FolderNumbers = 1116,
    BaseNames = 1117,
    FolderNames = 1118,
}
