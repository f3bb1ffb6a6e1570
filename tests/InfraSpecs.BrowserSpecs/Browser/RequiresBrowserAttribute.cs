using System.Reflection;
using Xunit.v3;

namespace InfraSpecs.BrowserSpecs;

/// <summary>A spec, or a class of specs, that needs a browser. Where it is missing the spec is skipped, with the reason; with INFRASPECS_REQUIRE=1, as
/// in CI, it fails.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RequiresBrowserAttribute : BeforeAfterTestAttribute
{
    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (Chromium.Program is not null) return;
        const string reason = "there is no /usr/bin/chromium (on Debian: apt install chromium).";
        var required = Environment.GetEnvironmentVariable("INFRASPECS_REQUIRE") is "1";
        throw new BrowserMissingException(required ? $"INFRASPECS_REQUIRE=1, but {reason}" : DynamicSkipToken.Value + reason);
    }
}

/// <summary>There is no browser.</summary>
/// <param name="message">Which, and what to do.</param>
public sealed class BrowserMissingException(string message) : Exception(message);
