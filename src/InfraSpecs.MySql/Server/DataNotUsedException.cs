namespace InfraSpecs.MySql;

/// <summary>A server was given data that it does not use: it would write where the next server does not look.</summary>
public sealed class DataNotUsedException : InfraSpecsException
{
    internal DataNotUsedException(MySqlStorage storage, DataVolumeContainer data, ContainerMounts mounts)
        : base(
            storage.Container,
            $"{storage.Container} does not write to the data that it was given, {data}.",
            [storage.ToString(), "It mounts:", .. mounts.ToString().Split('\n').Select(line => "| " + line)],
            $"make the data volume container with the path {storage.DataDirectory}, and mount nothing else there.") =>
        Storage = storage;

    /// <summary>Where it writes instead.</summary>
    public MySqlStorage Storage { get; }
}
