using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;

namespace InfraSpecs.Tests.Forward;

public sealed class PortForwardTests
{
    [Fact]
    public async Task A_machine_that_takes_no_connection_is_asked_again_with_pauses_and_says_so()
    {
        using var asked = new SemaphoreSlim(0);
        var time = new FakeTimeProvider();
        await using var forward = new PortForward(new NoRoute(), Fail, time);
        await asked.WaitAsync(TestContext.Current.CancellationToken);
        (await asked.WaitAsync(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken)).Should().BeFalse("the next time comes after a pause");
        // It may not have begun to pause yet.
        do time.Advance(TimeSpan.FromSeconds(1)); while (!await asked.WaitAsync(TimeSpan.FromMilliseconds(10), TestContext.Current.CancellationToken));
        forward.LastRefusal.Should().StartWith("nowhere: this machine takes no connection: ");

        ValueTask<Socket> Fail(CancellationToken token)
        {
            asked.Release();
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
