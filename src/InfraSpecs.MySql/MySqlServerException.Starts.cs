namespace InfraSpecs.MySql;

public sealed partial class MySqlServerException
{
    /// <param name="container">The server's.</param>
    /// <param name="isGolden">It makes the data of a golden volume, so that the user did not ask for this very container.</param>
    /// <param name="why">Half a sentence, without secrets.</param>
    /// <param name="facts">What was looked up about it.</param>
    /// <param name="advice">What to do.</param>
    /// <param name="cause">What ended the wait.</param>
    internal static MySqlServerException NotReady(string container, bool isGolden, string why, IReadOnlyList<string> facts, string advice, Exception cause) => new(
        MySqlServerReason.NotReady,
        container,
        $"{(isGolden ? "The first server with these options" : container)} did not become ready: {why.TrimEnd('.')}.",
        [.. isGolden ? [$"It is {container}, which makes the data that servers with these options begin with (a golden volume)."] : Array.Empty<string>(), .. facts],
        advice,
        cause);
}
