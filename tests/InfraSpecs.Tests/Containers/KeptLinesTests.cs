
namespace InfraSpecs.Tests.Containers;

public sealed class KeptLinesTests
{
    [Fact]
    public void Of_many_lines_the_last_are_kept()
    {
        var kept = new KeptLines(3);
        for (var number = 1; number <= 5; number++) kept.Add(Line(number, "x"));
        kept.Read().Select(it => it.Number).Should().Equal(3, 4, 5);
    }

    [Fact]
    public void Of_long_lines_no_more_than_there_is_room_for()
    {
        var kept = new KeptLines(LogFollower.MatchesKept);
        var text = new string('x', LineReader.LongestLine);
        for (var number = 1; number <= 100; number++) kept.Add(Line(number, text));
        kept.Read().Should().HaveCount((int)(KeptLines.Room / LineReader.LongestLine)).And.EndWith(Line(100, text));
    }

    private static LogLine Line(long number, string text) => new(number, default, text, LogChannel.Output);
}
