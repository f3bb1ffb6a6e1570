namespace InfraSpecs.MySql;

public sealed partial class MySqlServerException
{
    /// <param name="container">The server's.</param>
    /// <param name="isGolden">It makes the data of a golden volume, so that the user did not ask for this very container.</param>
    /// <param name="trouble">Why, without secrets.</param>
    /// <param name="cause">What ended the wait.</param>
    internal static MySqlServerException NotReady(string container, bool isGolden, StartTrouble trouble, Exception cause) => new(
        MySqlServerReason.NotReady,
        container,
        $"{(isGolden ? "The first server with these options" : container)} did not become ready: {trouble.Cause.TrimEnd('.')}.",
        [.. isGolden ? [$"It is {container}, which makes the data that servers with these options begin with (a golden volume)."] : Array.Empty<string>(), .. trouble.Facts],
        trouble.Advice,
        cause);
}
