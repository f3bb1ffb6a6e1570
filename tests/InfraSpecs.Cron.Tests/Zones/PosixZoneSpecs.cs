namespace InfraSpecs.Cron.Tests.Zones;

/// <summary>Zones that are written out in TZ; what local time is was read off a glibc, once.</summary>
public sealed class PosixZoneSpecs
{
    [Theory]
    [InlineData("CET-1CEST,M3.5.0,M10.5.0/3", 2027, "+01:00 03-28T01:00+02:00 10-31T01:00+01:00")]
    [InlineData("CET-1CEST,M3.5.0,M10.5.0/3", 2028, "+01:00 03-26T01:00+02:00 10-29T01:00+01:00")]
    [InlineData("EST5EDT4,M3.2.0/2,M11.1.0/2", 2027, "-05:00 03-14T07:00-04:00 11-07T06:00-05:00")]
    [InlineData("EST5EDT4,M3.2.0/2,M11.1.0/2", 2028, "-05:00 03-12T07:00-04:00 11-05T06:00-05:00")]
    [InlineData("<+03>-3", 2027, "+03:00")]
    [InlineData("<+03>-3", 2028, "+03:00")]
    [InlineData("<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", 2027, "-03:00 03-28T01:00-02:00 10-31T01:00-03:00")]
    [InlineData("<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", 2028, "-03:00 03-26T01:00-02:00 10-29T01:00-03:00")]
    [InlineData("IST-2IDT,M3.4.4/26,M10.5.0", 2027, "+02:00 03-26T00:00+03:00 10-30T23:00+02:00")]
    [InlineData("IST-2IDT,M3.4.4/26,M10.5.0", 2028, "+02:00 03-24T00:00+03:00 10-28T23:00+02:00")]
    [InlineData("AAA3BBB2,J60/0,J300/0", 2027, "-03:00 03-01T03:00-02:00 10-27T02:00-03:00")]
    [InlineData("AAA3BBB2,J60/0,J300/0", 2028, "-03:00 03-01T03:00-02:00 10-27T02:00-03:00")]
    [InlineData("AAA3BBB,59/1:30,299/25", 2027, "-03:00 03-01T04:30-02:00 10-28T03:00-03:00")]
    [InlineData("AAA3BBB,59/1:30,299/25", 2028, "-03:00 02-29T04:30-02:00 10-27T03:00-03:00")]
    [InlineData("NZST-12NZDT,M9.5.0,M4.1.0/3", 2027, "+13:00 04-03T14:00+12:00 09-25T14:00+13:00")]
    [InlineData("NZST-12NZDT,M9.5.0,M4.1.0/3", 2028, "+13:00 04-01T14:00+12:00 09-23T14:00+13:00")]
    [InlineData("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 2027, "+11:00 04-03T15:00+10:30 10-02T15:30+11:00")]
    [InlineData("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 2028, "+11:00 04-01T15:00+10:30 09-30T15:30+11:00")]
    [InlineData("IST-1GMT0,M10.5.0,M3.5.0/1", 2027, "+00:00 03-28T01:00+01:00 10-31T01:00+00:00")]
    [InlineData("IST-1GMT0,M10.5.0,M3.5.0/1", 2028, "+00:00 03-26T01:00+01:00 10-29T01:00+00:00")]
    [InlineData("XXX3YYY2,0/0,J365/23", 2027, "-03:00 01-01T03:00-02:00")]
    [InlineData("XXX3YYY2,0/0,J365/23", 2028, "-03:00 01-01T03:00-02:00")]
    [InlineData("UTC0", 2027, "+00:00")]
    [InlineData("UTC0", 2028, "+00:00")]
    [InlineData("Foo+5:30", 2027, "-05:30")]
    [InlineData("Foo+5:30", 2028, "-05:30")]
    [InlineData("EET-2EEST,M3.5.0/3,M10.5.0/4", 2027, "+02:00 03-28T01:00+03:00 10-31T01:00+02:00")]
    [InlineData("EET-2EEST,M3.5.0/3,M10.5.0/4", 2028, "+02:00 03-26T01:00+03:00 10-29T01:00+02:00")]
    [InlineData("<+01>-1", 2027, "+01:00")]
    [InlineData("<+01>-1", 2028, "+01:00")]
    [InlineData("XST-14", 2027, "+14:00")]
    [InlineData("XST-14", 2028, "+14:00")]
    [InlineData("CHADT-12:45CHADD-13:45,M9.5.0/2:45,M4.1.0/3:45", 2027, "+13:45 04-03T14:00+12:45 09-25T14:00+13:45")]
    [InlineData("CHADT-12:45CHADD-13:45,M9.5.0/2:45,M4.1.0/3:45", 2028, "+13:45 04-01T14:00+12:45 09-23T14:00+13:45")]
    [InlineData("ABC-1ABD,M2.5.0/0,M12.1.6/167", 2027, "+01:00 02-27T23:00+02:00 12-10T21:00+01:00")]
    [InlineData("ABC-1ABD,M2.5.0/0,M12.1.6/167", 2028, "+01:00 02-26T23:00+02:00 12-08T21:00+01:00")]
    [InlineData("ABC-1ABD,J59,J60", 2027, "+01:00 02-28T01:00+02:00 03-01T00:00+01:00")]
    [InlineData("ABC-1ABD,J59,J60", 2028, "+01:00 02-28T01:00+02:00 03-01T00:00+01:00")]
    [InlineData("ABC-1ABD,58,59", 2027, "+01:00 02-28T01:00+02:00 03-01T00:00+01:00")]
    [InlineData("ABC-1ABD,58,59", 2028, "+01:00 02-28T01:00+02:00 02-29T00:00+01:00")]
    [InlineData("ABC-1ABD,M3.5.0/-167,M10.5.0/-24", 2027, "+01:00 03-21T00:00+02:00 10-29T22:00+01:00")]
    [InlineData("ABC-1ABD,M3.5.0/-167,M10.5.0/-24", 2028, "+01:00 03-19T00:00+02:00 10-27T22:00+01:00")]
    public void Local_time_through_a_year(string text, int year, string expected)
    {
        var zone = ZoneTable.Create(text, PosixZone.Parse(text)!)!;
        var from = new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var before = zone.GetUtcOffset(from);
        List<string> shown = [Text(before)];
        for (var at = from; at.Year == year; at = at.AddMinutes(15))
        {
            if (zone.GetUtcOffset(at) is var offset && offset != before) shown.Add($"{at:MM-ddTHH:mm}{Text(offset)}");
            before = offset;
        }

        string.Join(' ', shown).Should().Be(expected);
    }

    [Theory]
    [InlineData("Europe/Amsterdam")]
    [InlineData("Etc/GMT+5")]
    [InlineData("UTC")]
    [InlineData("")]
    [InlineData("+3")]
    [InlineData("AB3")]
    [InlineData("<A>3")]
    public void What_a_C_library_takes_for_UTC(string text)
    {
        PosixZone.Parse(text).Should().BeNull();
        PosixZone.IsBegun(text).Should().BeFalse();
    }

    [Theory]
    [InlineData("CET-1CEST,M13.5.0,M10.5.0")]
    [InlineData("CET-1CEST,M3.5.0")]
    [InlineData("CET-1CEST,J0,J300")]
    [InlineData("CET-1CEST,foo")]
    [InlineData("CET-1!")]
    public void What_nobody_can_say(string text)
    {
        PosixZone.Parse(text).Should().BeNull();
        PosixZone.IsBegun(text).Should().BeTrue();
    }

    [Fact]
    public void Without_rules_there_are_those_that_the_C_library_takes()
    {
        PosixZone.Parse("EST5EDT").Should().BeNull();
        PosixZone.Parse("EST5EDT", "0/0,0/0")!.Changes(2027, 2027).Select(it => $"{it.At:MM-ddTHH:mm} {Text(it.Offset)}")
            .Should().Equal("01-01T00:00 -04:00", "01-01T04:00 -05:00", "01-01T05:00 -04:00");
    }

    private static string Text(TimeSpan offset) => $"{(offset < TimeSpan.Zero ? "-" : "+")}{offset:hh\\:mm}";
}
