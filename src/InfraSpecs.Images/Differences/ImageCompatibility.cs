using System.Globalization;
using System.Text.RegularExpressions;
using InfraSpecs.Images.Differences;

namespace InfraSpecs.Images;

/// <summary>Whether who used a released image can use a new one as before, as far as can be told without running them.</summary>
public sealed class ImageCompatibility
{
    private ImageCompatibility(ImageUnderTest released, ImageDifference difference, IReadOnlyList<string> breaks) => (Released, Difference, Breaks) = (released, difference, breaks);

    /// <summary>What it was compared with.</summary>
    public ImageUnderTest Released { get; }

    /// <summary>All that changed, also what breaks nobody.</summary>
    public ImageDifference Difference { get; }

    /// <summary>What may break who used the released image, in sentences, what matters most first; empty if nothing does.</summary>
    public IReadOnlyList<string> Breaks { get; }

    /// <summary>Whether nothing does.</summary>
    public bool IsCompatible => Breaks.Count == 0;

    /// <summary>
    /// Compares a new image with a released one. What breaks: another start (platform, entry point, command, user, folder; a variable, port or volume that is gone), privileges, lost
    /// executable bits, programs, packages, certificates, zones and languages that are gone, packages of a lower version, and growth beyond the options' bounds. What was added, and other
    /// content or higher versions, do not.
    /// </summary>
    /// <param name="image">The new one.</param>
    /// <param name="released">The released one.</param>
    /// <param name="options">What it may differ in; null for the defaults.</param>
    /// <exception cref="InvalidOptionsException">The options cannot be used.</exception>
    public static ImageCompatibility Check(ImageUnderTest image, ImageUnderTest released, ImageCompatibilityOptions? options = null)
    {
        options ??= new ImageCompatibilityOptions();
        options.Validate();
        var difference = ImageDifference.Between(released, image, options.Ignore);
        return new ImageCompatibility(released, difference,
        [
            // A zone that the environment names says more than the package that it went with.
            .. difference.Breaking.OrderBy(it => it.Kind is ImageChangeKind.Region ? ImageChangeKind.Mode : it.Kind).Select(it => it.Sentence)
                .Where(it => !options.Meant.Any(meant => IsMeant(it, meant))),
            .. Growth(released, image, options),
        ]);
    }

    /// <summary>With what it was compared, and all that changed, with a mark where that breaks.</summary>
    public override string ToString() => string.Join('\n',
        Difference.Changes.Select(it => (Breaks.Contains(it.Sentence) ? "! " : "- ") + it).Prepend($"compared with {Released.Name} of {Released.Source}, {Released.Digest ?? Released.Id}"));

    private static IEnumerable<string> Growth(ImageUnderTest released, ImageUnderTest image, ImageCompatibilityOptions options)
    {
        var (was, bytes) = (SizeChanges.Sum(released), SizeChanges.Sum(image));
        if (options.GrowthBytes is null && options.GrowthPercent is null) yield break;
        if (bytes - was <= (options.GrowthBytes ?? 0) || (was > 0 && (bytes - was) * 100.0 / was <= (options.GrowthPercent ?? 0))) yield break;
        yield return $"it grew by more than {Bounds(options)}: {SizeChanges.Describe(released, image)}";
    }

    private static string Bounds(ImageCompatibilityOptions options) => string.Join(
        " and ",
        new[]
        {
            options.GrowthBytes is { } bytes ? SizeChanges.Number(bytes) + " bytes" : null,
            options.GrowthPercent is { } percent ? percent.ToString(CultureInfo.InvariantCulture) + " %" : null,
        }.OfType<string>());

    private static bool IsMeant(string sentence, string meant) =>
        Regex.IsMatch(sentence, @"\A" + Regex.Escape(meant).Replace(@"\*", ".*", StringComparison.Ordinal) + @"\z", RegexOptions.NonBacktracking);
}
