using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;

namespace InfraSpecs;

/// <summary>Mounting what a data volume container has.</summary>
public static class DataVolumeMounts
{
    /// <summary>Mounts the volumes of a data volume container at the same paths, as <c>docker run --volumes-from</c> does.</summary>
    /// <param name="builder">The container that is to have them.</param>
    /// <param name="data">The data volume container, of the same engine.</param>
    /// <param name="readOnly">The container may only read them.</param>
    public static ContainerBuilder WithVolumesFrom(this ContainerBuilder builder, DataVolumeContainer data, bool readOnly = false) =>
        builder.WithCreateParameterModifier(create =>
        {
            create.HostConfig ??= new HostConfig();
            if (data is { Engine.IsPodman: true, VolumeName: null })
            {
                // It hands on volumes, and no folders of its machine.
                var folder = data.Volume.MountAt(data.Path);
                folder.ReadOnly = readOnly;
                create.HostConfig.Mounts = [.. create.HostConfig.Mounts ?? [], folder];
                return;
            }

            create.HostConfig.VolumesFrom = [.. create.HostConfig.VolumesFrom ?? [], readOnly ? $"{data.Id}:ro" : data.Id];
        });
}
