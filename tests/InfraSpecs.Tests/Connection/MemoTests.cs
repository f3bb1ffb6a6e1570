
namespace InfraSpecs.Tests.Connection;

public sealed class MemoTests
{
    [Fact]
    public async Task Is_asked_once_by_many()
    {
        var asked = 0;
        var memo = new Memo<int>(_ => Task.FromResult(Interlocked.Increment(ref asked)), CancellationToken.None);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => memo.GetAsync(CancellationToken.None)));
        answers.Should().OnlyContain(answer => answer == 1);
    }

    [Fact]
    public async Task A_failure_is_remembered()
    {
        var asked = 0;
        var memo = new Memo<int>(_ => { asked++; throw new InvalidDataException("no"); }, CancellationToken.None);
        for (var i = 0; i < 2; i++)
        {
            var ask = () => memo.GetAsync(CancellationToken.None);
            await ask.Should().ThrowAsync<InvalidDataException>();
        }

        asked.Should().Be(1);
    }

    [Fact]
    public async Task A_caller_that_gives_up_does_not_take_the_answer_from_the_others()
    {
        var answer = new TaskCompletionSource<int>();
        var memo = new Memo<int>(_ => answer.Task, CancellationToken.None);
        using var impatient = new CancellationTokenSource();
        var first = memo.GetAsync(impatient.Token);
        var second = memo.GetAsync(CancellationToken.None);
        await impatient.CancelAsync();
        var giveUp = () => first;
        await giveUp.Should().ThrowAsync<OperationCanceledException>();
        answer.SetResult(7);
        (await second).Should().Be(7);
    }

    [Fact]
    public async Task What_a_lost_engine_did_not_answer_is_asked_again()
    {
        var asked = 0;
        var memo = new Memo<int>(_ => ++asked == 1 ? throw EngineException.Unavailable("tcp://127.0.0.1:1", "nothing") : Task.FromResult(asked), CancellationToken.None);
        var first = () => memo.GetAsync(CancellationToken.None);
        await first.Should().ThrowAsync<EngineException>().Where(e => e.Reason == EngineReason.Unavailable);
        (await memo.GetAsync(CancellationToken.None)).Should().Be(2);
        (await memo.GetAsync(CancellationToken.None)).Should().Be(2);
    }
}
