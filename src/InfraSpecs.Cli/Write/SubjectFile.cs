using System.Text;
using System.Text.RegularExpressions;
using InfraSpecs.Cron;

namespace InfraSpecs.Cli.Write;

/// <summary>A file that specs are to be written of: what it is, is told by what it holds.</summary>
internal static partial class SubjectFile
{
    private const int Largest = 1 << 20;

    /// <param name="path">The file.</param>
    /// <param name="named">Its path as the spec is to name it.</param>
    /// <param name="token">Ends the reading.</param>
    /// <exception cref="WriteException">It is neither a crontab nor a stack file, or one that cannot run.</exception>
    public static async Task<SpecFile> ReadAsync(string path, string named, CancellationToken token)
    {
        var bytes = await HeadAsync(path, token);
        if (bytes.Length == 0) throw WriteException.NoSpecsOf(path, "it is empty");
        if (bytes.Length > Largest) throw WriteException.NoSpecsOf(path, "it is larger than 1 MiB");
        if (bytes.AsSpan().Contains((byte)0)) throw WriteException.NoSpecsOf(path, "it is no text");
        var text = Encoding.UTF8.GetString(bytes);
        if (Services().IsMatch(text)) return ComposeClaims.Write(ComposeReader.Read(path, text, Environment.GetEnvironmentVariable), named);
        var crontab = CrontabFile.Parse(path, bytes);
        // A line of prose has five words, too.
        if (crontab.Jobs.Any(it => it.Schedule == "@reboot" || CronSchedule.TryParse(it.Schedule, out _, out _))) return CrontabClaims.Write(crontab, named);
        throw WriteException.NoSpecsOf(path, Path.GetExtension(path) is ".yml" or ".yaml" ? "it has no 'services:'" : "no line of it is a job with a schedule");
    }

    /// <summary>As much as is read of any file: devices have no end.</summary>
    private static async Task<byte[]> HeadAsync(string path, CancellationToken token)
    {
        await using var file = File.OpenRead(path);
        var buffer = new byte[Largest + 1];
        return buffer[..await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, token)];
    }

    [GeneratedRegex("""^\s*(?:\{\s*)?["']?services["']?\s*:""", RegexOptions.Multiline)]
    private static partial Regex Services();
}
