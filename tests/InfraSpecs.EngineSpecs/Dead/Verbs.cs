using System.Collections;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using InfraSpecs.Cron;
using InfraSpecs.Images;
using InfraSpecs.MySql;
using InfraSpecs.Registry;
using InfraSpecs.Swarm;

namespace InfraSpecs.EngineSpecs.Dead;

/// <summary>Every public verb of a thing: its members, and what hangs on it by extension. Arguments are made from their types and names.</summary>
/// <param name="given">Values for parameters of their types, such as a task of a service.</param>
internal sealed class Verbs(params object[] given)
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(5);

    /// <summary>Longer than any of them may take to see what is wrong.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(25);

    private static readonly Assembly[] Assemblies =
        [typeof(Engine).Assembly, typeof(CronContainer).Assembly, typeof(ImageRun).Assembly, typeof(MySqlServer).Assembly, typeof(RegistryServer).Assembly, typeof(SwarmCluster).Assembly];

    private static readonly string AnyFile = typeof(Verbs).Assembly.Location;

    private static readonly Dictionary<string, string> Texts = new()
    {
        ["sql"] = "SELECT 1", ["script"] = "SELECT 1;", ["pattern"] = ".", ["path"] = "/etc/hostname", ["url"] = "http://web:80/", ["image"] = "base", ["reference"] = "base:latest",
        ["folder"] = Path.GetTempPath(), ["file"] = AnyFile, ["archive"] = AnyFile,
    };

    /// <summary>Calls each verb, one after the other, and tells what came of it.</summary>
    public async Task<IReadOnlyList<Outcome>> CallAsync(object thing, IReadOnlyCollection<string> except, CancellationToken token)
    {
        List<Outcome> outcomes = [];
        foreach (var verb in Of(thing.GetType(), except)) outcomes.Add(await CallWithinAsync(thing, verb, Longest, token));
        return outcomes;
    }

    /// <summary>Calls each verb, all at once and for a shorter time.</summary>
    public async Task<IReadOnlyList<Outcome>> CallAtOnceAsync(object thing, IReadOnlyCollection<string> except, CancellationToken token) =>
        await Task.WhenAll(Of(thing.GetType(), except).Select(verb => CallWithinAsync(thing, verb, 2 * Within, token)));

    private async Task<Outcome> CallWithinAsync(object thing, MethodInfo verb, TimeSpan within, CancellationToken token)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(within);
        return await CallAsync(thing, verb, limit.Token);
    }

    private static IEnumerable<MethodInfo> Of(Type type, IReadOnlyCollection<string> except)
    {
        var members = type.GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(it => Assemblies.Contains(it.DeclaringType!.Assembly));
        var extensions = Assemblies.SelectMany(it => it.GetExportedTypes()).Where(it => it is { IsAbstract: true, IsSealed: true })
            .SelectMany(it => it.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Where(it => it.IsDefined(typeof(ExtensionAttribute)) && it.GetParameters()[0].ParameterType.IsAssignableFrom(type) && it.GetParameters()[0].ParameterType != typeof(object));
        return members.Concat(extensions).Where(it => it.ReturnType != typeof(void) && it.Name is not ("DisposeAsync" or "ToString" or "GetHashCode" or "Equals") && !except.Contains(it.Name))
            .OrderBy(it => it.Name, StringComparer.Ordinal);
    }

    private async Task<Outcome> CallAsync(object thing, MethodInfo method, CancellationToken token)
    {
        var verb = method.IsGenericMethodDefinition ? method.MakeGenericMethod(typeof(bool)) : method;
        var name = $"{thing.GetType().Name}.{method.Name.Replace("get_", "", StringComparison.Ordinal)}({string.Join(", ", method.GetParameters().Skip(method.IsStatic ? 1 : 0).Where(it => it.ParameterType != typeof(CancellationToken)).Select(it => it.Name))})";
        var arguments = verb.GetParameters().Select((parameter, index) => verb.IsStatic && index == 0 ? thing : Make(parameter, token)).ToArray();
        var began = TimeProvider.System.GetTimestamp();
        var failure = await Record.ExceptionAsync(async () =>
            await Task.Run(() => FinishAsync(verb.Invoke(verb.IsStatic ? null : thing, BindingFlags.DoNotWrapExceptions, null, arguments, null), token), token));
        return new Outcome(name, failure, TimeProvider.System.GetElapsedTime(began));
    }

    private static async Task FinishAsync(object? returned, CancellationToken token)
    {
        if (returned is Task task) await task;
        else if (returned is not null && returned.GetType().GetInterfaces().FirstOrDefault(it => it.IsGenericType && it.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)) is { } stream)
        {
            await (Task)typeof(Verbs).GetMethod(nameof(ReadAsync), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(stream.GenericTypeArguments).Invoke(null, [returned, token])!;
        }
    }

    private static async Task ReadAsync<T>(IAsyncEnumerable<T> stream, CancellationToken token)
    {
        await foreach (var _ in stream.WithCancellation(token)) { }
    }

    private object? Make(ParameterInfo parameter, CancellationToken token)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (given.FirstOrDefault(type.IsInstanceOfType) is { } value) return value;
        if (type == typeof(CancellationToken)) return token;
        if (type == typeof(TimeSpan)) return Within;
        if (type == typeof(DateTimeOffset)) return TimeProvider.System.GetUtcNow().AddYears(10);
        if (type == typeof(string)) return Texts.GetValueOrDefault(parameter.Name!, parameter.Name!.ToLowerInvariant());
        if (type == typeof(int)) return parameter.Name == "port" ? 80 : 1;
        if (type == typeof(long)) return 1L;
        if (type == typeof(double)) return 60.0;
        if (type == typeof(bool)) return false;
        if (type == typeof(Uri)) return new Uri("http://web:80/");
        if (type == typeof(Ready)) return Ready.When("an answer", (_, _) => Never());
        if (type == typeof(Stream)) return new MemoryStream();
        if (type == typeof(ReadOnlyMemory<byte>)) return new ReadOnlyMemory<byte>([1]);
        if (type.IsAssignableFrom(typeof(string[]))) return new[] { "true" };
        if (typeof(IDictionary).IsAssignableFrom(type) || type == typeof(IReadOnlyDictionary<string, object?>)) return new Dictionary<string, object?>();
        if (type == typeof(ServiceOptions)) return new ServiceOptions { Name = "web", Image = "base" };
        if (type == typeof(StackOptions)) return new StackOptions { Name = "shop", File = AnyFile };
        if (typeof(Delegate).IsAssignableFrom(type)) return Function(type);
        return type.IsClass && type.GetConstructor([]) is { } make ? make.Invoke(null) : null;
    }

    private static ValueTask<Probe<bool>> Never() => new(Probe.NotYet<bool>("never"));

    /// <summary>One that gives back what it gets, or the answer "not yet".</summary>
    private static Delegate Function(Type type)
    {
        var invoke = type.GetMethod("Invoke")!;
        var parameters = invoke.GetParameters().Select(it => Expression.Parameter(it.ParameterType)).ToArray();
        Expression body = invoke.ReturnType == typeof(void) ? Expression.Empty()
            : parameters.FirstOrDefault(it => it.Type == invoke.ReturnType) is { } same ? same
            : invoke.ReturnType == typeof(ValueTask<Probe<bool>>) ? Expression.Call(typeof(Verbs).GetMethod(nameof(Never), BindingFlags.NonPublic | BindingFlags.Static)!)
            : Expression.Default(invoke.ReturnType);
        return Expression.Lambda(type, body, parameters).Compile();
    }
}

/// <param name="Verb">As a spec writes it, with the names of its parameters.</param>
/// <param name="Failure">Null where it answered.</param>
/// <param name="Took">How long it took.</param>
internal sealed record Outcome(string Verb, Exception? Failure, TimeSpan Took)
{
    public string FirstLine => Failure is null ? "answered" : Failure.Message.Split('\n')[0];

    public override string ToString() => $"{Verb} [{Took.TotalSeconds:0.0} s]: {(Failure is null ? "" : Failure.GetType().Name + ": ")}{FirstLine}";
}
