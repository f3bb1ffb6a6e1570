namespace InfraSpecs.Cron.Tests.Zones;

/// <summary>A zone's file, whole and spoilt.</summary>
public sealed class TzFileSpecs
{
    private static readonly byte[] Berlin = File.ReadAllBytes("/usr/share/zoneinfo/Europe/Berlin");

    [Fact]
    public void Its_last_line_says_what_holds_later()
    {
        var file = TzFile.Read(Berlin)!;
        file.Footer.Should().Be("CET-1CEST,M3.5.0,M10.5.0/3");
        file.HasLeapSeconds.Should().BeFalse();
        ZoneTable.Create("Berlin", file)!.GetUtcOffset(new DateTimeOffset(2190, 7, 1, 0, 0, 0, TimeSpan.Zero)).Should().Be(TimeSpan.FromHours(2));
    }

    [Theory]
    [InlineData("2027-07-01", 2)]
    [InlineData("2027-12-01", 1)]
    [InlineData("1969-07-01", 1)]
    public void Version_1_is_32_bits_and_a_list_only(string day, int hours)
    {
        byte[] old = [.. Berlin];
        old[4] = 0;
        var file = TzFile.Read(old)!;
        file.Footer.Should().BeEmpty();
        // Where the first block is left empty, as in slim files, there is nothing in it.
        if (file.Changes.Count > 0) ZoneTable.Create("Berlin", file)!.GetUtcOffset(DateTimeOffset.Parse(day + "T00:00Z", null)).Should().Be(TimeSpan.FromHours(hours));
    }

    [Theory]
    [InlineData((byte)'3')]
    [InlineData((byte)'4')]
    public void Later_versions_are_read_alike(byte version)
    {
        byte[] later = [.. Berlin];
        later[4] = version;
        TzFile.Read(later)!.Changes.Should().Equal(TzFile.Read(Berlin)!.Changes);
    }

    [Fact]
    public void Part_of_a_file_is_none()
    {
        foreach (var length in Enumerable.Range(0, Berlin.Length - 30)) TzFile.Read(Berlin.AsSpan(0, length)).Should().BeNull("of {0} bytes", length);
        TzFile.Read("Europe/Berlin\n"u8).Should().BeNull();
        byte[] wrong = [.. Berlin];
        wrong.AsSpan(20, 24).Fill(0xff);
        TzFile.Read(wrong).Should().BeNull();
    }

    [Fact]
    public void A_change_that_no_calendar_has_is_no_error()
    {
        byte[] old = [.. Berlin];
        var second = Berlin.AsSpan(4).IndexOf("TZif"u8) + 4;
        old.AsSpan(second + 44, 8).Fill(0x7f);
        ZoneTable.Create("Berlin", TzFile.Read(old)!).Should().NotBeNull();
    }
}
