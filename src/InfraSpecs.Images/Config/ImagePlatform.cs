using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace InfraSpecs.Images.Config;

/// <summary>Platforms as images name them: "linux/amd64", "linux/arm/v7" (https://github.com/opencontainers/image-spec/blob/main/image-index.md).</summary>
internal static partial class ImagePlatform
{
    /// <summary>Linux on this machine's processor.</summary>
    public static string Own { get; } = "linux/" + RuntimeInformation.OSArchitecture switch
    {
        Architecture.X64 => "amd64",
        Architecture.X86 => "386",
        Architecture.Arm64 => "arm64",
        Architecture.Arm => "arm/v7",
        Architecture.S390x => "s390x",
        Architecture.Ppc64le => "ppc64le",
        Architecture.RiscV64 => "riscv64",
        Architecture.LoongArch64 => "loong64",
        var other => other.ToString().ToLowerInvariant(),
    };

    /// <returns>"" where a part is missing, or says that it is no image for any.</returns>
    public static string Join(string? os, string? architecture, string? variant) =>
        string.IsNullOrEmpty(os) || string.IsNullOrEmpty(architecture) || os == "unknown" || architecture == "unknown" ? ""
            : Normal(string.IsNullOrEmpty(variant) ? $"{os}/{architecture}" : $"{os}/{architecture}/{variant}");

    public static bool IsOne(string text) => Form().IsMatch(text);

    /// <summary>arm64 is v8 where nothing is said, and amd64 is v1: both are written with and without.</summary>
    public static string Normal(string platform) => platform switch
    {
        _ when platform.EndsWith("/arm64/v8", StringComparison.Ordinal) => platform[..^3],
        _ when platform.EndsWith("/amd64/v1", StringComparison.Ordinal) => platform[..^3],
        _ when platform.EndsWith("/arm", StringComparison.Ordinal) => platform + "/v7",
        _ => platform,
    };

    [GeneratedRegex(@"^[a-z0-9]+/[a-z0-9_]+(/[a-z0-9.]+)?\z")]
    private static partial Regex Form();
}
