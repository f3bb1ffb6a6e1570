using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace InfraSpecs.Internal;

/// <summary>
/// What no property of its kind can hold, whatever record it belongs to: null where it is not allowed, less than nothing, no number, times beyond what a timer
/// counts, text that no file name, variable or argument can have.
/// </summary>
internal static class PropertyRules
{
    /// <summary>As far as a timer counts, in whole days.</summary>
    public static readonly TimeSpan LongestTime = TimeSpan.FromDays(24);

    /// <summary>Linux's longest path, which is more than any name has.</summary>
    private const int LongestText = 4096;

    /// <summary>Linux's longest argument or variable, MAX_ARG_STRLEN.</summary>
    private const int LongestEntry = 131_072;

    private static readonly ConcurrentDictionary<Type, Property[]> Known = new();

    /// <summary>What is wrong with a record. What cannot even be read (null, text without an end) comes alone, since no further check could look at it.</summary>
    public static IReadOnlyList<Broken> Of(object record)
    {
        var all = Of(record, "").ToList();
        return all.Exists(it => it.IsUnreadable) ? [.. all.Where(it => it.IsUnreadable)] : all;
    }

    private static IEnumerable<Broken> Of(object record, string path) => Known.GetOrAdd(record.GetType(), PropertiesOf)
        .SelectMany(it => Of(path + it.Info.Name, it.Info.GetValue(record), it.MayBeNull, LongestText));

    private static IEnumerable<Broken> Of(string name, object? value, bool mayBeNull, int longest) => value switch
    {
        null => mayBeNull ? [] : [new(name, $"{name} is null, which it cannot be.", IsUnreadable: true)],
        string text => WrongText(name, text, longest),
        TimeSpan time => WrongTime(name, time),
        double number when !double.IsFinite(number) || number < 0 => [new(name, $"{name} is {number.ToString(CultureInfo.InvariantCulture)}; it must be a number that is not negative.")],
        int or long when Convert.ToInt64(value, CultureInfo.InvariantCulture) < 0 => [new(name, $"{name} is {value}; it must not be negative.")],
        Enum of when !IsDefined(of) => [new(name, $"{name} is {of:D}; it must be one of {string.Join(", ", Enum.GetNames(of.GetType()))}.")],
        IEnumerable list when Pairs(value) is var pairs => pairs is null
            ? list.Cast<object?>().SelectMany((item, at) => Of($"{name}[{at}]", item, mayBeNull: false, LongestEntry))
            : pairs.SelectMany(pair => OfName(name, pair.Key).Concat(Of($"{name}[{Shown(pair.Key)}]", pair.Value, mayBeNull: false, LongestEntry))),
        _ when IsRecord(value.GetType()) => Of(value, name + "."),
        _ => [],
    };

    private static IEnumerable<Broken> OfName(string name, object? key) =>
        key is "" ? [new(name, $"{name} has an empty name.")] : Of($"A name in {name}", key, mayBeNull: false, LongestText);

    private static IEnumerable<Broken> WrongText(string name, string text, int longest) =>
        text.Length > longest ? [new(name, $"{name} has {text.Length.ToString("N0", CultureInfo.InvariantCulture)} characters; {longest.ToString("N0", CultureInfo.InvariantCulture)} is the most.", IsUnreadable: true)]
        : text.Contains('\0') ? [new(name, $"{name} has a NUL in it, which ends a text for every program.")]
        : [];

    private static IEnumerable<Broken> WrongTime(string name, TimeSpan time) =>
        time > LongestTime ? [new(name, $"{name} is {time}; {LongestTime.TotalDays:0} days is the most.")]
        : time < TimeSpan.Zero && time != Timeout.InfiniteTimeSpan ? [new(name, $"{name} is {time}; it must not be negative.")]
        : [];

    private static bool IsDefined(Enum value)
    {
        var type = value.GetType();
        if (!type.IsDefined(typeof(FlagsAttribute), inherit: false)) return Enum.IsDefined(type, value);
        var all = Enum.GetValues(type).Cast<object>().Aggregate(0L, (sum, it) => sum | Convert.ToInt64(it, CultureInfo.InvariantCulture));
        return (Convert.ToInt64(value, CultureInfo.InvariantCulture) & ~all) == 0;
    }

    private static IEnumerable<(object? Key, object? Value)>? Pairs(object value)
    {
        var pair = value.GetType().GetInterfaces().Where(it => it.IsGenericType && it.GetGenericTypeDefinition() == typeof(IEnumerable<>)).Select(it => it.GenericTypeArguments[0])
            .FirstOrDefault(it => it.IsGenericType && it.GetGenericTypeDefinition() == typeof(KeyValuePair<,>));
        return pair is null ? null : ((IEnumerable)value).Cast<object>().Select(it => (pair.GetProperty("Key")!.GetValue(it), pair.GetProperty("Value")!.GetValue(it)));
    }

    private static string Shown(object? key) => key is string { Length: > 40 } text ? text[..40] + "…" : $"{key}";

    private static Property[] PropertiesOf(Type type)
    {
        var nullability = new NullabilityInfoContext();
        return [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(it => it.SetMethod is not null && !IsFreeText(it))
            .Select(it => new Property(it, nullability.Create(it).ReadState != NullabilityState.NotNull))];
    }

    private static bool IsFreeText(PropertyInfo property) => property.GetCustomAttribute<DataTypeAttribute>()?.DataType == DataType.MultilineText;

    // The compiler's mark of a record.
    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    /// <summary>What is wrong with one property.</summary>
    /// <param name="Property">Its name, with those of the records it is in: "Restarts.Delay".</param>
    /// <param name="Sentence">What, as a sentence.</param>
    /// <param name="IsUnreadable">No further check can look at it.</param>
    internal readonly record struct Broken(string Property, string Sentence, bool IsUnreadable = false)
    {
        /// <summary>Whether a sentence is about this property.</summary>
        public bool IsTold(string sentence) => Regex.IsMatch(sentence, $@"\b{Regex.Escape(Leaf)}\b", RegexOptions.CultureInvariant);

        private string Leaf => Property.Split("].")[^1].Split('[')[0].Split('.')[^1];
    }

    private sealed record Property(PropertyInfo Info, bool MayBeNull);
}
