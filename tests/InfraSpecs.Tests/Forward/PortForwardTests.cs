using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;

namespace InfraSpecs.Tests.Forward;

public sealed class PortForwardTests
{
    [Fact]
    public async Task A_machine_that_takes_no_connection_is_asked_again_with_pauses_and_says_so()
    {
        var (asked, time) = (0, new FakeTimeProvider());
        await using var forward = new PortForward(new NoRoute(), Fail, time);
        for (var times = 1; times <= 4; times++)
        {
            while (Volatile.Read(ref asked) < times || forward.LastRefusal is null) await Task.Yield();
            asked.Should().Be(times, "the next time comes after a pause");
            time.Advance(TimeSpan.FromSeconds(1));
        }

        forward.LastRefusal.Should().StartWith("nowhere: this machine takes no connection: ");

        ValueTask<Socket> Fail(CancellationToken token)
        {
            Interlocked.Increment(ref asked);
            return ValueTask.FromException<Socket>(new SocketException((int)SocketError.TooManyOpenSockets));
        }
    }

    private sealed class NoRoute : IForwardRoute
    {
        public Task<ForwardPlace> NextAsync(CancellationToken token) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        public override string ToString() => "nowhere";
    }
}
