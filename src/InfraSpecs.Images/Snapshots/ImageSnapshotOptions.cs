using System.Text.RegularExpressions;

namespace InfraSpecs.Images;

/// <summary>What of an image is held in an approved text.</summary>
public sealed partial record ImageSnapshotOptions
{
    /// <summary>Files that are left out: absolute paths, globs on them, or globs of names, with '*', '?', '[a-z]' and '**': "/var/lib/app/*.db", "*.map". What is in a
    /// folder is left out with "/folder/**".</summary>
    /// <value>Default: none. Logs, caches (/var/cache, ~/.cache) and package lists are never held.</value>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>What is held. An image on a distribution that gets updates has other packages tomorrow: take <see cref="ImageSnapshotParts.Own"/> where that must not be red.</summary>
    /// <value>Default <see cref="ImageSnapshotParts.All"/>.</value>
    public ImageSnapshotParts Parts { get; init; } = ImageSnapshotParts.All;

    /// <summary>The image that it was built on. Files, packages and groups that the base has just so are left out, so that the text holds what was added and changed.</summary>
    /// <value>Default null: everything is held.</value>
    public ImageUnderTest? Base { get; init; }

    /// <summary>Names the text where one spec has several: "alpine" makes <c>CronjobSpecs.alpine.image.txt</c>. Letters, digits, '-', '_' and '.'.</summary>
    /// <value>Default null: the spec's own name, as in <c>CronjobSpecs.The_image_is_as_approved.image.txt</c>.</value>
    public string? Name { get; init; }

    internal void Validate() => InvalidOptionsException.ThrowIfAny(this, () =>
    [
        .. Ignore.Select(glob => (!IsGlob(glob), $"Ignore has '{glob}'; it must be an absolute path, a glob on it, as /var/lib/app/*.db, or a glob of names, as *.map; without braces.")),
        (Parts is ImageSnapshotParts.None, "Parts is None; a text that holds nothing matches everything."),
        (Name is not null && !IsName(Name), $"Name is '{Name}'; it may have letters, digits, '-', '_' and '.', and must not begin with '.'."),
    ]);

    private static bool IsName(string name) => name.Length > 0 && name[0] != '.' && name.All(it => char.IsLetterOrDigit(it) || it is '-' or '_' or '.');

    private static bool IsGlob(string glob) => GlobForm().IsMatch(glob);

    // Braces are no part of these globs: "{a,b}" would leave out nothing, without a word.
    [GeneratedRegex(@"\A(/|\*\*|(?=[^/]*[*?\[][^/]*\z))([^\[\]{}\r\n]|\[!?[^\[\]{}/\r\n]+\])*\z")]
    private static partial Regex GlobForm();
}
