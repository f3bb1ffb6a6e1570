using InfraSpecs.Images.Structure.Checks;

namespace InfraSpecs.Images.Structure;

/// <summary>A variable, or a label, that a file names.</summary>
internal sealed record NamedValue(string Name, string Value, bool IsRegex = false);

/// <summary>How the containers of command tests are started.</summary>
internal sealed record ContainerRunOptions
{
    public string User { get; init; } = "";

    public bool IsPrivileged { get; init; }

    public bool HasTty { get; init; }

    public IReadOnlyList<string> EnvVars { get; init; } = [];

    public string EnvFile { get; init; } = "";

    public IReadOnlyList<string> Capabilities { get; init; } = [];

    public IReadOnlyList<string> BindMounts { get; init; } = [];

    /// <summary>Whether any is there; the original then does some things differently.</summary>
    public bool IsSet => User.Length > 0 || IsPrivileged || HasTty || EnvFile.Length > 0 || EnvVars.Count > 0 || Capabilities.Count > 0 || BindMounts.Count > 0;
}

/// <summary>What holds for all tests of a file.</summary>
/// <param name="Path">The file's path.</param>
/// <param name="Version">1 or 2.</param>
/// <param name="IsJson">Else it is YAML.</param>
/// <param name="Variables">globalEnvVars.</param>
/// <param name="Run">containerRunOptions.</param>
internal sealed record StructureSchema(string Path, int Version, bool IsJson, IReadOnlyList<NamedValue> Variables, ContainerRunOptions Run);

/// <summary>What the tests of a run look at.</summary>
/// <param name="Image">The image.</param>
/// <param name="Engine">Where commands run; null if there is none.</param>
/// <param name="Schema">What holds for all tests of the file.</param>
/// <param name="Contents">What is in the files that they ask about.</param>
internal sealed record CheckContext(ImageUnderTest Image, Engine? Engine, StructureSchema Schema, FileContents Contents);
