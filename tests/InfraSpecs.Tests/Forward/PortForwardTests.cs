using System.Net.Sockets;

namespace InfraSpecs.Tests.Forward;

public sealed class PortForwardTests
{
    [Fact]
    public async Task A_machine_that_takes_no_connection_is_asked_again_with_pauses_that_grow_and_says_so()
    {
        var (asked, pauses, enough) = (0, new Pauses(), new TaskCompletionSource());
        await using var forward = new PortForward(new NoRoute(), AcceptAsync, pauses);
        await enough.Task.WaitAsync(Token);
        pauses.All.Select(it => it.TotalMilliseconds).Should().Equal(10, 20, 40, 80, 160, 320, 640, 640);
        forward.LastRefusal.Should().StartWith("nowhere: this machine takes no connection: ");

        async ValueTask<Socket> AcceptAsync(CancellationToken token)
        {
            if (asked++ < 8) throw new SocketException((int)SocketError.TooManyOpenSockets);
            enough.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            throw new NotSupportedException();
        }
    }

    /// <summary>Pauses that are over at once.</summary>
    private sealed class Pauses : TimeProvider
    {
        public List<TimeSpan> All { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            All.Add(dueTime);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }

    private sealed class NoRoute : IForwardRoute
    {
        public Task<ForwardPlace> NextAsync(CancellationToken token) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        public override string ToString() => "nowhere";
    }
}
