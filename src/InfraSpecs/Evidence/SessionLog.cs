using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace InfraSpecs.Evidence;

/// <summary>What happens, in words, for the loggers of the engines that are connected (<see cref="EngineOptions.Logger"/>). Secrets are masked. Where nobody listens, it costs nothing.</summary>
internal static class SessionLog
{
    private static ImmutableArray<MaskedLogger> _loggers = [];

    public static bool IsOn => !_loggers.IsEmpty;

    public static void Add(MaskedLogger logger) => ImmutableInterlocked.Update(ref _loggers, it => it.Add(logger));

    public static void Remove(MaskedLogger logger) => ImmutableInterlocked.Update(ref _loggers, it => it.Remove(logger));

    /// <summary>Engines that share a logger have one line of each happening.</summary>
    public static void Say(LogLevel level, string text)
    {
        foreach (var logger in _loggers.DistinctBy(it => it.Inner)) logger.Log(level, default, text, null, static (said, _) => said);
    }
}
