using InfraSpecs.Images.Config;

namespace InfraSpecs.Images;

/// <summary>Which image of an archive or layout.</summary>
public sealed record ImageReadOptions
{
    /// <summary>The image's name, where there are several: "example/app:1.4".</summary>
    /// <value>Default null: the only one.</value>
    public string? Reference { get; init; }

    /// <summary>Which of several platforms, as "linux/arm64" or "linux/arm/v7".</summary>
    /// <value>Default null: the only one; of several the one for Linux on this machine's processor.</value>
    public string? Platform { get; init; }

    internal void Validate() => InvalidOptionsException.ThrowIfAny(this, () =>
    [
        (Reference is not null && string.IsNullOrWhiteSpace(Reference), "Reference is empty; leave it null for the only image."),
        (Platform is not null && !ImagePlatform.IsOne(Platform), $"Platform is '{Platform}'; write it as linux/amd64 or linux/arm/v7."),
    ]);
}
