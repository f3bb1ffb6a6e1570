using Xunit;

namespace InfraSpecs.Xunit;

/// <summary>Writes into a test's output what it waited for when its token was cancelled: of a test that runs into xunit's own timeout nothing else is in the result.</summary>
internal sealed class CanceledWaits : IDisposable
{
    public CanceledWaits() => Wait.Canceled += Show;

    public void Dispose() => Wait.Canceled -= Show;

    private static void Show(object? sender, WaitCanceledException canceled)
    {
        // A wait within another ends with it, which says nothing of the test.
        if (!TestContext.Current.CancellationToken.IsCancellationRequested) return;
        try
        {
            TestContext.Current.TestOutputHelper?.WriteLine(canceled.Message.Split('\n')[0]);
        }
        catch (InvalidOperationException)
        {
            // The test is over; its result was given.
        }
    }
}
