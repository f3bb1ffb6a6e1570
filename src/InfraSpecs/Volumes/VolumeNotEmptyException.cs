namespace InfraSpecs;

/// <summary>A volume that holds something is not restored into.</summary>
public sealed class VolumeNotEmptyException : InfraSpecsException
{
    internal VolumeNotEmptyException(DataVolumeContainer data, string archive)
        : base(
            data.Name,
            $"{archive} is not restored into the volume at {data}: it is not empty.",
            ["Files of two backups mixed in one folder are worth nothing: a database finds the redo log of the other."],
            "restore into a new volume by leaving VolumeRestoreOptions.Into null, or set EmptyFirst to delete what is there.")
    {
    }
}
