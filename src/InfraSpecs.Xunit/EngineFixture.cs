using Xunit;

namespace InfraSpecs.Xunit;

/// <summary>
/// The engine of a test assembly: <c>[assembly: AssemblyFixture(typeof(EngineFixture))]</c>. Where no engine answers, it says why and
/// does not fail: <see cref="RequiresEngineAttribute"/> skips the specs that need it.
/// </summary>
public class EngineFixture : IAsyncLifetime
{
    private const string Key = "InfraSpecs.EngineFixture";
    private readonly EngineOptions _options;
    private readonly IDisposable? _failures;
    private readonly CanceledWaits _waits = new();
    private Engine? _engine;
    private Exception? _failure;

    /// <summary>The engine that <see cref="DefaultOptions"/> name.</summary>
    public EngineFixture()
        : this(DefaultOptions)
    {
    }

    /// <summary>For a fixture of one's own that knows its engine: derive, and hand the options on. xunit gives it to who asks for the derived type; fixtures such as
    /// <see cref="CronFixture"/> ask for this one, whose options are <see cref="DefaultOptions"/>.</summary>
    /// <param name="options">Which engine.</param>
    /// <param name="throwSpecFailed">Whether FluentAssertions throws <see cref="SpecFailedException"/>, for all tests of the process, until the fixture is disposed; not
    /// where somebody has said what it shall throw. With false it throws what it does without InfraSpecs: xunit v3 counts that as an error of the test, not as a failed
    /// claim, where FluentAssertions does not know it.</param>
    protected EngineFixture(EngineOptions options, bool throwSpecFailed = true)
    {
        _options = options;
        _failures = throwSpecFailed ? SpecFailedException.ReportFluentAssertions() : null;
    }

    /// <summary>How an assembly's <see cref="EngineFixture"/> connects. Set it before xunit makes the fixture, as in a method with <c>[ModuleInitializer]</c>.</summary>
    /// <value>Default: the engine that the docker command would use, and nobody is told what happens.</value>
    public static EngineOptions DefaultOptions { get; set; } = new();

    /// <summary>The engine.</summary>
    /// <exception cref="EngineException">None answered, or the one that answered is too old.</exception>
    public Engine Engine => _engine ?? throw (_failure ?? new InvalidOperationException("The engine is there once InitializeAsync has run."));

    /// <summary>Why there is no engine; null if there is one.</summary>
    public string? UnavailableReason => _failure?.Message;

    internal static EngineFixture? Current =>
        TestContext.Current.KeyValueStorage.TryGetValue(Key, out var fixture) ? (EngineFixture?)fixture : null;

    /// <inheritdoc/>
    public virtual async ValueTask InitializeAsync()
    {
        TestContext.Current.KeyValueStorage[Key] = this;
        try
        {
            _engine = await Engine.ConnectAsync(_options, TestContext.Current.CancellationToken);
            TestContext.Current.SendDiagnosticMessage(
                $"InfraSpecs: Docker {_engine.Version}, API {_engine.ApiVersion}, at {_engine.Endpoint}; sweep: {_engine.Swept}");
        }
        catch (EngineException e) when (e.Reason is EngineReason.Unavailable or EngineReason.TooOld)
        {
            _failure = e;
        }
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        _failures?.Dispose();
        _waits.Dispose();
        if (Current == this) TestContext.Current.KeyValueStorage.TryRemove(Key, out _);
        if (_engine is not null) await _engine.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
