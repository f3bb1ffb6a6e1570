namespace InfraSpecs.Tests.Extensibility;

public sealed class FailureTextTests
{
    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(0.0004, "0.001 s")]
    [InlineData(0.25, "0.25 s")]
    [InlineData(3, "3 s")]
    [InlineData(62.54, "62.5 s")]
    [InlineData(120, "2 min")]
    [InlineData(125, "2 min 5 s")]
    [InlineData(7200, "120 min")]
    public void Durations_are_short_and_never_round_to_nothing(double seconds, string text) =>
        FailureText.Duration(TimeSpan.FromSeconds(seconds)).Should().Be(text);

    [Theory]
    [InlineData(0, "0 lines")]
    [InlineData(1, "1 line")]
    [InlineData(1_234_567, "1,234,567 lines")]
    public void Counts_agree_with_their_noun(long number, string text) => FailureText.Count(number, "line").Should().Be(text);

    [Theory]
    [InlineData(0.25, "0.25 s", "0.3 s", "0.250 s")]
    [InlineData(300, "300 s", "300.0 s", "300.000 s")]
    [InlineData(0.1236, "0.124 s", "0.1 s", "0.124 s")]
    public void Seconds_are_short_or_stand_below_each_other(double seconds, string alone, string one, string three)
    {
        var time = TimeSpan.FromSeconds(seconds);
        ((string[])[FailureText.Seconds(time), FailureText.Seconds(time, 1), FailureText.Seconds(time, 3)]).Should().Equal(alone, one, three);
    }

    [Theory]
    [InlineData("no route", "no route.")]
    [InlineData("no route.\n", "no route.")]
    [InlineData("no route...", "no route.")]
    public void A_sentence_has_one_full_stop(string said, string sentence) => FailureText.Sentence(said).Should().Be(sentence);

    [Fact]
    public void A_noun_may_bring_its_verb() =>
        (FailureText.Count(1, "program was", "programs were"), FailureText.Count(2, "program was", "programs were")).Should().Be(("1 program was", "2 programs were"));

    [Theory]
    [InlineData("usage: tail [-f] FILE\ntail: unrecognized option '-Z'\ntail: no files remaining", "tail: unrecognized option '-Z'")]
    [InlineData("usage: app FILE\nbye", "usage: app FILE")]
    [InlineData("[Warning] [MY-1] unknown setting x\n[ERROR] [MY-2] Can't open the table\n[ERROR] [MY-3] Aborting", "[ERROR] [MY-2] Can't open the table")]
    [InlineData("nginx: connection refused, trying again\n[emerg] host not found\nbye", "[emerg] host not found")]
    [InlineData("Traceback (most recent call last):\n  File \"a.py\"\nKeyError: 'PORT'", "KeyError: 'PORT'")]
    [InlineData("panic: no route\ngoroutine 1 [running]:", "panic: no route")]
    [InlineData("listening\nbye", null)]
    [InlineData("", null)]
    public void What_says_most_of_what_went_wrong_is_found_by_weight(string printed, string? complaint) => FailureText.Complaint(printed.Split('\n')).Should().Be(complaint);

    [Fact]
    public void A_long_complaint_is_cut_and_silence_is_none()
    {
        FailureText.Complaint(["error: " + new string('x', 1000)]).Should().HaveLength(301).And.EndWith("x…");
        FailureText.Complaint([]).Should().BeNull();
        FailureText.Complaint(["get_mempolicy: Operation not permitted", "mbind: Operation not permitted", "bye"]).Should().BeNull("servers of MySQL print that in every container");
    }

    [Fact]
    public void What_others_said_is_quoted_and_silence_is_said()
    {
        FailureText.Quote("It said:", ["a", "b"], "It said nothing.").Should().Equal("It said:", "| a", "| b");
        FailureText.Quote("It said:", [], "It said nothing.").Should().Equal("It said nothing.");
    }

    [Fact]
    public void A_fact_of_several_lines_is_indented_as_one() =>
        FailureText.Compose("It broke.", ["Seen:\n| a\n| b"], "mend it.").Should().Be("It broke.\n  Seen:\n  | a\n  | b\n  What to do: mend it.");
}
