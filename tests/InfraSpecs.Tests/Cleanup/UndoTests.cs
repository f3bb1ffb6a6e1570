namespace InfraSpecs.Tests.Cleanup;

public sealed class UndoTests
{
    [Fact]
    public async Task A_failure_of_the_undoing_never_takes_the_first_ones_place()
    {
        var failure = new InvalidOperationException("first");
        await Undo.AfterAsync(failure, () => throw new IOException("second"));
        failure.Data.Values.Cast<string>().Should().Equal("second");
    }

    [Fact]
    public async Task It_is_awaited()
    {
        var isUndone = false;
        await Undo.AfterAsync(new InvalidOperationException(), async () =>
        {
            await Task.Yield();
            isUndone = true;
        });
        isUndone.Should().BeTrue();
    }
}
