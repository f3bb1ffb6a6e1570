using System.Collections;
using System.Reflection;
using InfraSpecs.Cron;
using InfraSpecs.Images;
using InfraSpecs.MySql;
using InfraSpecs.Registry;
using InfraSpecs.Swarm;

namespace InfraSpecs.PublicApi.Tests;

/// <summary>
/// Each property of each options record is set to the corners of its type: less than nothing, no number, beyond every timer, null, a list of nulls, text of 5,000
/// characters. A corner is refused by the property's name, or it stands in <see cref="Meant"/> and is taken.
/// </summary>
public sealed class OptionCornerTests
{
    private static readonly string File = typeof(OptionCornerTests).Assembly.Location;

    /// <summary>Corners that have a meaning, by record and property.</summary>
    private static readonly string[] Meant =
    [
        // The kernel's numbers go so far.
        "DataVolumeOptions.UserId = 2147483647", "DataVolumeOptions.GroupId = 2147483647",
        // Where a volume is on the engine's machine is the engine's to say.
        "ContainerOptions.Mounts[0].Source = blank",
        "ContainerOptions.Files[0].UserId = 2147483647", "ContainerOptions.Files[0].GroupId = 2147483647", "ContainerOptions.Memory = 9223372036854775807",
        "ServiceOptions.Secrets[0].UserId = 2147483647", "ServiceOptions.Secrets[0].GroupId = 2147483647",
        "ServiceOptions.Configs[0].UserId = 2147483647", "ServiceOptions.Configs[0].GroupId = 2147483647",
        // Without end, as good as.
        "ServiceOptions.RestartMaxAttempts = 2147483647", "ServiceOptions.HealthCheck.Retries = 2147483647",
        "ServiceOptions.UnplaceableFor = infinite", "StackOptions.UnplaceableFor = infinite",
        "ImageCompatibilityOptions.GrowthBytes = 9223372036854775807", "ImageCompatibilityOptions.GrowthPercent = 1.7976931348623157E+308",
        // Any text will do.
        "CronOptions.RunPattern = blank", "MySqlOptions.RootPassword = blank",
        "RunRecorderOptions.Assembly = blank", "RunRecorderOptions.Commit = blank", "ExecOptions.Input = blank", "ExecOptions.Input = a NUL", "ExecOptions.Input = 5,000 characters",
    ];

    private static readonly Dictionary<Type, object> Valid = new()
    {
        [typeof(StackOptions)] = new StackOptions { Name = "shop", File = File },
        [typeof(ServiceOptions)] = new ServiceOptions { Name = "web", Image = "echo", HealthCheck = new() { Command = ["true"] }, Update = new(), Rollback = new(),
            Mounts = [ContainerMount.Tmpfs("/run")], Ports = [new(80)], Secrets = [new("s")], Configs = [new("c")] },
        [typeof(ContainerOptions)] = new ContainerOptions { Image = "echo", Files = [ContainerFile.FromText("/etc/x", "x")], Mounts = [ContainerMount.Volume("data", "/data")] },
        [typeof(ImageRunOptions)] = new ImageRunOptions { Image = "echo" },
        [typeof(EnvironmentMatrixOptions)] = new EnvironmentMatrixOptions { Image = "echo", Rows = [new() { Name = "as it is", Port = 8080 }] },
        [typeof(BackupDrillOptions)] = new BackupDrillOptions { Source = new() { Database = "shop" }, Seed = (_, _) => Task.CompletedTask, Backup = ["true"], Restore = ["true"] },
    };

    private static readonly Assembly[] Assemblies =
        [typeof(Engine).Assembly, typeof(CronOptions).Assembly, typeof(ImageUnderTest).Assembly, typeof(MySqlOptions).Assembly, typeof(RegistryOptions).Assembly, typeof(SwarmOptions).Assembly];

    public static TheoryData<string> Corners => [.. Records.SelectMany(type => CornersOf(Sample(type), type.Name).Select(it => it.Name)).Distinct()];

    private static IEnumerable<Type> Records => Assemblies.SelectMany(it => it.GetExportedTypes()).Where(it => it.Name.EndsWith("Options", StringComparison.Ordinal) && IsRecord(it));

    [Fact]
    public void Every_options_record_is_looked_at() => Assert.All(Records.Where(it => CornersOf(Sample(it), "").Any()), type => Assert.NotNull(Validator(type)));

    [Theory]
    [MemberData(nameof(Corners))]
    public void Is_refused_by_name_or_has_a_meaning(string corner)
    {
        var type = Records.Single(it => it.Name == corner.Split('.')[0]);
        var record = CornersOf(Sample(type), type.Name).First(it => it.Name == corner).Record;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Record.Exception(() => Validate(record));
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        if (Meant.Contains(corner))
        {
            Assert.Null(error);
            return;
        }

        var refused = Assert.IsType<InvalidOptionsException>(error);
        var property = corner[(corner.IndexOf('.') + 1)..].Split(' ')[0].Split('.')[^1].Split('[')[0];
        Assert.Contains(refused.Errors, it => it.Contains(property, StringComparison.OrdinalIgnoreCase));
        Assert.InRange(refused.Message.Length, 1, 1500);
        Assert.InRange(bytes, 0, 10_000_000);
    }

    private static IEnumerable<(string Name, object Record)> CornersOf(object record, string path)
    {
        foreach (var property in record.GetType().GetProperties().Where(it => it.SetMethod is not null))
        {
            var name = $"{path}.{property.Name}";
            foreach (var (corner, value) in CornersOf(property)) yield return ($"{name} = {corner}", With(record, property, value));
            var held = property.GetValue(record);
            if (held is not null && IsRecord(held.GetType()) && !held.GetType().Name.EndsWith("Options", StringComparison.Ordinal))
            {
                foreach (var (inner, changed) in CornersOf(held, name)) yield return (inner, With(record, property, changed));
            }
            else if (held is IList { Count: > 0 } list && IsRecord(list[0]!.GetType()))
            {
                foreach (var (inner, changed) in CornersOf(list[0]!, name + "[0]")) yield return (inner, With(record, property, Listed(list[0]!.GetType(), changed)));
            }
        }
    }

    private static IEnumerable<(string, object?)> CornersOf(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (!property.PropertyType.IsValueType && new NullabilityInfoContext().Create(property).ReadState == NullabilityState.NotNull) yield return ("null", null);
        if (type == typeof(int)) foreach (var it in new[] { int.MinValue, -1, int.MaxValue }) yield return ($"{it}", it);
        if (type == typeof(long)) foreach (var it in new[] { long.MinValue, -1, long.MaxValue }) yield return ($"{it}", it);
        if (type == typeof(double)) foreach (var it in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity, -1, double.MaxValue }) yield return ($"{it}", it);
        if (type == typeof(TimeSpan)) foreach (var (name, it) in new[] { ("MinValue", TimeSpan.MinValue), ("-1 s", -TimeSpan.FromSeconds(1)),
            ("infinite", Timeout.InfiniteTimeSpan), ("MaxValue", TimeSpan.MaxValue) }) yield return (name, it);
        if (type == typeof(DateTimeOffset)) foreach (var (name, it) in new[] { ("MinValue", DateTimeOffset.MinValue), ("MaxValue", DateTimeOffset.MaxValue) }) yield return (name, it);
        if (type.IsEnum) yield return ("undefined", Enum.ToObject(type, 1 << 30));
        if (type == typeof(Uri)) yield return ("relative", new Uri("engine", UriKind.Relative));
        if (type == typeof(string)) foreach (var (name, it) in new[] { ("5,000 characters", new string('a', 5000)), ("a NUL", "/a\0b"), ("blank", " ") }) yield return (name, it);
        if (type == typeof(IReadOnlyList<string>))
            foreach (var (name, it) in new (string, string?[])[] { ("[null]", [null]), ("[NUL]", ["a\0b"]), ("[too long]", [new('a', 200_000)]) }) yield return (name, it);
        if (type == typeof(IReadOnlyList<int>)) foreach (var (name, it) in new (string, int[])[] { ("[-1]", [-1]), ("[65536]", [65536]) }) yield return (name, it);
        if (type == typeof(IReadOnlyDictionary<string, string>))
        {
            yield return ("{a: null}", new Dictionary<string, string?> { ["a"] = null });
            yield return ("{NUL}", new Dictionary<string, string> { ["a\0b"] = "b" });
            yield return ("{empty name}", new Dictionary<string, string> { [""] = "b" });
            yield return ("{too long}", new Dictionary<string, string> { ["a"] = new('a', 200_000) });
        }

        if (type.IsAssignableTo(typeof(System.Collections.IEnumerable)) && property.PropertyType.GenericTypeArguments is [var item] && IsRecord(item)) yield return ("[null]", Listed(item, null));
    }

    private static Array Listed(Type type, object? value)
    {
        var list = Array.CreateInstance(type, 1);
        list.SetValue(value, 0);
        return list;
    }

    private static object Sample(Type type) => Valid.GetValueOrDefault(type) ?? Activator.CreateInstance(type)!;

    private static object With(object record, PropertyInfo property, object? value)
    {
        var copy = record.GetType().GetMethod("<Clone>$")!.Invoke(record, null)!;
        property.SetValue(copy, value);
        return copy;
    }

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    private static MethodInfo? Validator(Type type) => type.GetMethod("Validate", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);

    private static void Validate(object record)
    {
        var validator = Validator(record.GetType())!;
        object?[] given = [.. validator.GetParameters()
            .Select(it => it.ParameterType == typeof(string) ? "/data" : it.ParameterType == typeof(Uri) ? new Uri("tcp://127.0.0.1:2375") : (object)new MySqlOptions { Database = "shop" })];
        validator.Invoke(record, BindingFlags.DoNotWrapExceptions, null, given, null);
    }
}
