using Xunit.v3;

namespace InfraSpecs.Xunit;

/// <summary>
/// What becomes of a spec whose engine, feature or tool is missing. A run that skipped everything is green and has tested nothing, so where CI is set the
/// spec fails. INFRASPECS_REQUIRE decides for both: 1 fails it everywhere, 0 skips it in CI too.
/// </summary>
public static class Requirement
{
    /// <summary>Whether a spec must fail where something is missing: INFRASPECS_REQUIRE is set and neither 0 nor false; or it is not set, and CI is.</summary>
    public static bool IsStrict => Read("INFRASPECS_REQUIRE") ?? Read("CI") ?? false;

    /// <summary>What to throw from a <see cref="BeforeAfterTestAttribute"/> for a spec that cannot run.</summary>
    /// <param name="reason">What is missing, and what to do.</param>
    /// <param name="mayBeMissing">It is skipped in any case, as where a kernel lacks something by nature.</param>
    /// <returns>An error that fails the spec, or one that xunit takes for a skip.</returns>
    public static Exception Missing(string reason, bool mayBeMissing = false) => new RequirementMissingException(
        mayBeMissing || !IsStrict ? DynamicSkipToken.Value + reason
        : Read("INFRASPECS_REQUIRE") is null ? $"CI is set, so that nothing is skipped (INFRASPECS_REQUIRE=0 allows it), but {reason}"
        : $"INFRASPECS_REQUIRE={Environment.GetEnvironmentVariable("INFRASPECS_REQUIRE")}, but {reason}");

    private static bool? Read(string variable) => Environment.GetEnvironmentVariable(variable)?.Trim() switch
    {
        null or "" => null,
        "0" => false,
        var other => !other.Equals("false", StringComparison.OrdinalIgnoreCase),
    };
}

/// <summary>What a spec needs is not there.</summary>
/// <param name="message">What, and why.</param>
internal sealed class RequirementMissingException(string message) : Exception(message);
