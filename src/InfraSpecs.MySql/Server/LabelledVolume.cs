using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;

namespace InfraSpecs.MySql;

/// <summary>Mounting volumes by name so that they have their labels whoever makes them: an engine makes those that it does not have.</summary>
internal static class LabelledVolume
{
    public static ContainerBuilder WithLabelledVolume(
        this ContainerBuilder builder, string volume, string path, IReadOnlyDictionary<string, string> labels, bool readOnly = false) =>
        builder.WithCreateParameterModifier(create => create.HostConfig!.Mounts =
        [
            .. create.HostConfig.Mounts ?? [],
            new Mount { Type = "volume", Source = volume, Target = path, ReadOnly = readOnly, VolumeOptions = new VolumeOptions { Labels = labels.ToDictionary() } },
        ]);
}
