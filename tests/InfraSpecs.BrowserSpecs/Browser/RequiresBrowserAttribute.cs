using System.Reflection;
using InfraSpecs.Xunit;
using Xunit.v3;

namespace InfraSpecs.BrowserSpecs;

/// <summary>A spec, or a class of specs, that needs a browser. Where it is missing the spec is skipped, with the reason; in CI
/// it fails.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RequiresBrowserAttribute : BeforeAfterTestAttribute
{
    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (Chromium.Program is not null) return;
        throw Requirement.Missing("there is no /usr/bin/chromium (on Debian: apt install chromium).");
    }
}
