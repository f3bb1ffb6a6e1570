using System.Text.RegularExpressions;

namespace InfraSpecs;

/// <summary>
/// The containers, networks and volumes that an engine was asked for and has not answered yet. What the engine makes while a session's resources are listed is not in the
/// list, so the session's end waits for it; and nothing is asked for any more.
/// </summary>
internal sealed partial class Creations
{
    /// <summary>For a request that is under way to become what can be removed.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(300);

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;
    private bool _isClosed;

    /// <summary>Ends once it is closed and all have their answer, or were given up.</summary>
    public Task Ended => _ended.Task;

    /// <summary>What comes before the first of them; null for nothing.</summary>
    public Func<Task>? Before { private get; set; }

    public Task PrepareAsync(CancellationToken token) => Before?.Invoke().WaitAsync(token) ?? Task.CompletedTask;

    /// <summary>Whether a request makes what a session must remove.</summary>
    public static bool Includes(HttpRequestMessage request) => request.Method == HttpMethod.Post && Path().IsMatch(request.RequestUri?.AbsolutePath ?? "");

    /// <exception cref="ObjectDisposedException">The session is over.</exception>
    public void Begin()
    {
        lock (_gate)
        {
            if (_isClosed) throw new ObjectDisposedException("Engine", "The engine's session is over: nothing is made on it any more.");
            _count++;
        }
    }

    public void End()
    {
        lock (_gate)
        {
            if (--_count == 0 && _isClosed) _ended.TrySetResult();
        }
    }

    /// <summary>Nothing is made any more.</summary>
    /// <returns>Whether something is being made.</returns>
    public bool Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            if (_count == 0) _ended.TrySetResult();
            return _count > 0;
        }
    }

    [GeneratedRegex("/(containers|networks|volumes)/create$", RegexOptions.CultureInvariant)]
    private static partial Regex Path();
}
