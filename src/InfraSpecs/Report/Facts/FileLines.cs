using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

namespace InfraSpecs.Report;

/// <summary>Reads a run's file line by line, however long it is, and whatever stands in it.</summary>
internal static class FileLines
{
    /// <summary>A line of more bytes is passed over.</summary>
    public const int LongestLine = 16 * 1024 * 1024;

    /// <param name="stream">The file, which somebody may be writing.</param>
    /// <param name="take">Is given each line that is an object. What it is given is gone when it returns.</param>
    /// <param name="token">Ends it.</param>
    /// <returns>How many lines could not be read. A last line that is cut is none of them: so a killed run ends.</returns>
    public static async Task<int> ReadAsync(Stream stream, Action<FileLine> take, CancellationToken token)
    {
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 65_536, leaveOpen: true));
        var (unreadable, passing) = (0, false);
        while (true)
        {
            var read = await reader.ReadAsync(token);
            var buffer = read.Buffer;
            while (buffer.PositionOf((byte)'\n') is { } end)
            {
                if (passing || !Take(buffer.Slice(0, end), take)) unreadable++;
                passing = false;
                buffer = buffer.Slice(buffer.GetPosition(1, end));
            }

            if (read.IsCompleted)
            {
                if (!passing) Take(buffer, take);
                await reader.CompleteAsync();
                return unreadable;
            }

            if (buffer.Length > LongestLine) (passing, buffer) = (true, buffer.Slice(buffer.End));
            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    /// <returns>False if it is no JSON object. An empty line is nothing, and fine.</returns>
    private static bool Take(in ReadOnlySequence<byte> line, Action<FileLine> take)
    {
        if (line.IsEmpty || (line.Length == 1 && line.FirstSpan[0] == '\r')) return true;
        try
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.ValueKind != JsonValueKind.Object) return false;
            take(new FileLine(json.RootElement));
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
