using System.Runtime.CompilerServices;

namespace InfraSpecs.Images.Tests;

/// <summary>What these specs read stays out of the cache of whoever runs them.</summary>
internal static class OwnCache
{
    [ModuleInitializer]
    public static void Use() => Environment.SetEnvironmentVariable("INFRASPECS_CACHE", Path.Combine(AppContext.BaseDirectory, "cache"));
}
