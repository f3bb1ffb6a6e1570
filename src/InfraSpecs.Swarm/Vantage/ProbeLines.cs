using System.Globalization;
using System.Text;

namespace InfraSpecs.Swarm;

/// <summary>Reads what the probe prints; fixtures/images/probe says what that is.</summary>
internal static class ProbeLines
{
    public const string Start = "start";
    public const string End = "end";

    private const int SampleFields = 8;

    public static NameAnswer Name(VantagePoint point, string output)
    {
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(it => it.Split(' ')).ToList();
        var outcome = lines is [["error", var word]] ? word switch
        {
            "name-unknown" => NameOutcome.Unknown,
            "name-timeout" => NameOutcome.Timeout,
            _ => NameOutcome.Failed,
        }
        : NameOutcome.Found;
        return new NameAnswer
        {
            Point = point.Name, Node = point.Node, Outcome = outcome, Addresses = [.. lines.Where(it => it is ["address", _]).Select(it => it[1]).Order(StringComparer.Ordinal)],
        };
    }

    public static PortAnswer Port(VantagePoint point, string output)
    {
        var words = output.TrimEnd('\n').Split(' ');
        var address = words.ElementAtOrDefault(1) is { } tried and not "0.0.0.0" ? tried : null;
        var outcome = words[0] switch
        {
            "connected" => PortOutcome.Connected,
            "refused" => PortOutcome.Refused,
            "timeout" => PortOutcome.Timeout,
            "no-route" => PortOutcome.NoRoute,
            "name-unknown" or "name-failed" or "name-timeout" => PortOutcome.NameNotFound,
            _ => PortOutcome.Failed,
        };
        return new PortAnswer { Point = point.Name, Node = point.Node, Outcome = outcome, Address = address };
    }

    /// <summary>A line about a request; null for any other.</summary>
    public static HttpSample? Sample(string line)
    {
        var fields = line.Split('\t');
        if (fields.Length != SampleFields || fields[0] != "r") return null;
        var status = int.Parse(fields[3], CultureInfo.InvariantCulture);
        return new HttpSample
        {
            DueAt = Microseconds(fields[1]),
            Latency = Microseconds(fields[2]),
            Status = status,
            Failure = fields[4] switch
            {
                "-" => status < 400 ? HttpFailure.None : HttpFailure.Status,
                "name-unknown" or "name-failed" or "name-timeout" => HttpFailure.NameNotFound,
                "refused" => HttpFailure.Refused,
                "no-route" => HttpFailure.NoRoute,
                "timeout" => HttpFailure.Timeout,
                "reset" => HttpFailure.Closed,
                "broken" => HttpFailure.Broken,
                _ => HttpFailure.NotSent,
            },
            Replica = Value(fields[5]),
            Proxy = Value(fields[6]),
            BodyStart = Value(fields[7]) is { Length: > 0 } body ? body : null,
        };
    }

    private static TimeSpan Microseconds(string text) => TimeSpan.FromMicroseconds(long.Parse(text, CultureInfo.InvariantCulture));

    /// <summary>"=a\x0a" is "a" and a line's end; "" is nothing.</summary>
    private static string? Value(string field)
    {
        if (field.Length == 0) return null;
        if (!field.Contains('\\')) return field[1..];
        var bytes = new List<byte>(field.Length);
        for (var at = 1; at < field.Length; at++)
        {
            if (field[at] != '\\') bytes.Add((byte)field[at]);
            else if (field[at + 1] == '\\') bytes.Add((byte)field[++at]);
            else (_, at) = (Add(field.AsSpan(at + 2, 2)), at + 3);
        }

        return Encoding.UTF8.GetString([.. bytes]);

        bool Add(ReadOnlySpan<char> digits)
        {
            bytes.Add(byte.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            return true;
        }
    }
}
