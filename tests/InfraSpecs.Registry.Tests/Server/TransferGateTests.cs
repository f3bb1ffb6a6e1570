using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.Registry.Tests.Server;

public sealed class TransferGateTests
{
    [Fact]
    public async Task Transfers_of_one_name_pass_one_after_another_and_of_others_side_by_side()
    {
        await using var gate = new TransferGate();
        var (first, second, other) = (new TaskCompletionSource(), false, false);
        var one = gate.RunAsync("a", async _ => { await first.Task; return 1; }, Token);
        var two = gate.RunAsync("a", _ => { second = true; return Task.FromResult(2); }, Token);
        await gate.RunAsync("b", _ => { other = true; return Task.FromResult(3); }, Token);
        (second, other).Should().Be((false, true));
        first.SetResult();
        (await Task.WhenAll(one, two)).Should().Equal(1, 2);
    }

    [Fact]
    public async Task Who_must_be_alone_waits_for_all_and_keeps_others_out()
    {
        await using var gate = new TransferGate();
        var under_way = new TaskCompletionSource();
        var transfer = gate.RunAsync("a", async _ => { await under_way.Task; return 1; }, Token);
        var alone = gate.LockAsync(Token);
        var alone2 = gate.LockAsync(Token);
        alone.IsCompleted.Should().BeFalse();
        under_way.SetResult();
        var held = await alone;
        var late = gate.RunAsync("b", _ => Task.FromResult(2), Token);
        (late.IsCompleted, alone2.IsCompleted).Should().Be((false, false));
        held.Dispose();
        (await alone2).Dispose();
        await Task.WhenAll(transfer, late);
    }

    [Fact]
    public async Task Who_gives_up_waiting_to_be_alone_gives_back_what_it_had()
    {
        await using var gate = new TransferGate();
        var under_way = new TaskCompletionSource();
        var transfer = gate.RunAsync("a", async _ => { await under_way.Task; return 1; }, Token);
        using var stop = new CancellationTokenSource();
        var alone = gate.LockAsync(stop.Token);
        await stop.CancelAsync();
        await alone.Awaiting(it => it).Should().ThrowAsync<OperationCanceledException>();
        (await gate.RunAsync("b", _ => Task.FromResult(2), Token)).Should().Be(2);
        under_way.SetResult();
        await transfer;
    }

    [Fact]
    public async Task Closing_ends_what_is_under_way_and_waits_until_it_has_cleaned_up()
    {
        var gate = new TransferGate();
        var (cleaned, entered) = (false, new TaskCompletionSource());
        var transfer = gate.RunAsync("push", async linked =>
        {
            try
            {
                entered.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, linked);
            }
            finally
            {
                await Task.Yield();
                cleaned = true;
            }

            return 1;
        }, Token);
        await entered.Task;
        await gate.DisposeAsync();
        cleaned.Should().BeTrue();
        (await transfer.Awaiting(it => it).Should().ThrowAsync<ObjectDisposedException>()).WithMessage("*disposed while a transfer of push was under way*");
        await gate.Awaiting(it => it.RunAsync("late", _ => Task.FromResult(1), Token)).Should().ThrowAsync<ObjectDisposedException>();
        await gate.DisposeAsync();
    }
}
