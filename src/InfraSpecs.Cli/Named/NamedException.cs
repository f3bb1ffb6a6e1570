namespace InfraSpecs.Cli;

/// <summary>A verb cannot do what it was asked to do to a named thing.</summary>
internal sealed class NamedException : InfraSpecsException
{
    private NamedException(string subject, string headline, IEnumerable<string> facts, string advice, Exception? inner = null)
        : base(subject, headline, facts, advice, inner)
    {
    }

    public static NamedException Unknown(string name, IReadOnlyList<string> known) => new(
        name,
        $"There is no {name} on this engine{(Likeness.Nearest(name, known) is { } near ? $"; did you mean {near}?" : ".")}",
        [known.Count == 0 ? "It has no named thing at all." : $"There {(known.Count == 1 ? "is" : "are")} {string.Join(", ", known)}."],
        "'infraspecs list' shows what there is, 'infraspecs up' makes it.");

    /// <summary>Who types a command sets no option of a record.</summary>
    public static NamedException NotConverged(Swarm.StackException cause)
    {
        var lines = cause.Message.Split('\n');
        var facts = lines[1..].TakeWhile(it => !it.StartsWith("  What to do:", StringComparison.Ordinal)).Select(it => it.StartsWith("  ", StringComparison.Ordinal) ? it[2..] : it);
        var advice = cause.Advice.Replace($"{nameof(Swarm.StackOptions)}.{nameof(Swarm.StackOptions.ConvergeWithin)}", "--within", StringComparison.Ordinal)
            .Replace(" The caller's token was not cancelled.", "", StringComparison.Ordinal);
        return new(cause.Subject, lines[0], facts, advice, cause);
    }

    public static NamedException Taken(NamedResources there) => new(
        there.Thing.Name,
        $"There is a {there.Thing} already.",
        [],
        $"use it, or end it with 'infraspecs down {there.Thing.Name}', or give another name.");

    public static NamedException OtherKind(NamedThing thing, string verb) => new(
        thing.Name,
        $"{thing.Name} is a {thing.Kind}, and 'infraspecs {verb}' is for a {Swarm.NamedCluster.Kind}.",
        [],
        "'infraspecs list' shows what there is.");

    public static NamedException NoNode(string swarm, string node, IReadOnlyList<string> nodes) => new(
        node,
        $"Swarm {swarm} has no node {node}{(Likeness.Nearest(node, nodes) is { } near ? $"; did you mean {near}?" : ".")}",
        [$"It has {string.Join(", ", nodes)}."],
        "name one of them.");

    public static NamedException Broken(string swarm, Swarm.NamedNode node) => new(
        node.Name,
        $"{node.Name} does not run ({node.Seen}).",
        [],
        $"bring it back with 'infraspecs mend {swarm} {node.Name}'.");

    public static NamedException Slow(string swarm, Swarm.NamedNode node) => new(
        node.Name,
        $"{node.Name} is slow already.",
        [],
        $"end that with 'infraspecs mend {swarm} {node.Name}', and say it again.");

    public static NamedException NotRemoved(NamedThing thing, IReadOnlyDictionary<EngineResource, string> refused) => new(
        thing.Name,
        $"Not all of {thing} could be removed.",
        refused.Select(it => $"{it.Key}: {it.Value}"),
        $"mend what the engine names, and say 'infraspecs down {thing.Name}' again.");

    public static NamedException ContextTaken(string context, string file) => new(
        context,
        $"There is a docker context {context} already that is not of InfraSpecs: {file}.",
        [],
        $"remove it with 'docker context rm {context}', or give the cluster another name.");

    public static NamedException Elsewhere(string context, Uri engine) => new(
        context,
        $"The engine is elsewhere, at {engine}, and the ports of its nodes are on its own 127.0.0.1, which no docker context leads to from here.",
        [],
        "say it on the engine's machine.");

    public static NamedException SwarmFile(string file, long? line, string what) => new(
        file,
        $"{file}{(line is { } at ? $":{at}" : "")}: {(what.EndsWith('?') ? what : FailureText.Sentence(what))}",
        [],
        "mend the file; nothing was started.");

    public static NamedException NoExports(NamedThing thing) => new(
        thing.Name,
        $"{thing.Name} is a {thing.Kind}, which no docker context leads to.",
        [],
        thing.Kind == UpServerCommand.MySqlKind ? $"'infraspecs context {thing.Name} --env' prints what its clients read." : "'infraspecs list --json' has its addresses.");
}
