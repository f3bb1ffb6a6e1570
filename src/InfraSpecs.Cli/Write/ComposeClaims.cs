namespace InfraSpecs.Cli.Write;

/// <summary>What specs claim of a stack that they deploy to a cluster of their own.</summary>
internal static class ComposeClaims
{
    private const int UsualWorkers = 3;
    private const string OwnRegistry = "registry:5000/";

    /// <param name="seen">The stack.</param>
    /// <param name="path">Its file, as the spec is to name it.</param>
    public static SpecFile Write(ComposeSeen seen, string path)
    {
        var notes = new List<string>(seen.Notes);
        var name = CSharp.Class(seen.Name);
        var claims = new List<Claim>
        {
            new($"It has services {string.Join(" and ", seen.Services.Select(it => it.Name))}", $"fixture.Placement.Should().HaveServices({CSharp.Texts(seen.Services.Select(it => it.Name))})"),
        };
        claims.AddRange(seen.Services.SelectMany(it => OfService(seen, it, notes)));
        foreach (var secret in seen.ExternalSecrets) notes.Add($"to be seen: secret {secret} is external, and gets a value that means nothing; write one that its services take");
        foreach (var config in seen.ExternalConfigs) notes.Add($"to be seen: config {config} is external, and gets a text that means nothing; write one that its services take");
        return new SpecFile
        {
            Subject = $"stack {seen.Name}",
            Usings = ["InfraSpecs.Extensibility", "InfraSpecs.Swarm"],
            Notes = notes,
            Classes =
            [
                new SpecClass { Attribute = "[RequiresEngine(EngineFeatures.Privileged)]", Declaration = $"{name}Specs({name}Stack fixture) : IClassFixture<{name}Stack>", Claims = claims },
                new SpecClass { Declaration = $"{name}Stack(EngineFixture engine) : SwarmFixture(engine)", Members = [.. Fixture(seen, path)] },
            ],
        };
    }

    private static IEnumerable<Claim> OfService(ComposeSeen seen, ComposeService service, List<string> notes)
    {
        var placement = $"fixture.Placement[{CSharp.Text(service.Name)}]";
        if (service.IsJob)
        {
            notes.Add($"left out: where {service.Name} runs, because it is a job, whose tasks end");
            yield break;
        }

        if (!service.IsGlobal && service.Replicas == 0)
        {
            notes.Add($"left out: where {service.Name} runs, because it has no replicas");
            yield break;
        }

        if (!service.IsGlobal) yield return new Claim($"{service.Name} runs {FailureText.Count(service.Replicas, "replica")}", $"{placement}.Should().HaveRunningTasks({service.Replicas})");
        else if (service.Constraints.Count == 0) yield return new Claim($"{service.Name} runs on every node", $"{placement}.Should().RunOnEveryNode()");
        yield return new Claim($"{service.Name} runs {service.Image}", $"{placement}.Should().HaveImageEverywhere({CSharp.Text(service.Image)})");
        foreach (var constraint in service.Constraints)
        {
            yield return new Claim(
                $"{service.Name} runs only where {constraint.Key} is {(constraint.IsEqual ? "" : "not ")}{constraint.Value}", $"{placement}.Should().RunOnlyOn({CSharp.Text($"{constraint}")})");
        }

        foreach (var port in service.Ports)
        {
            yield return new Claim(
                $"{service.Name} publishes {port.Target} as {port.Published}",
                $"var service = fixture.Services.Should().ContainSingle(it => it.Name == {CSharp.Text($"{seen.Name}_{service.Name}")}).Which",
                $"service.Ports.Should().Contain({Port(port)})");
        }

        foreach (var network in service.Networks)
        {
            yield return new Claim(
                $"{service.Name} is in network {network}",
                $"{placement}.Running.Should().NotBeEmpty().And.OnlyContain(it => it.Addresses.ContainsKey({CSharp.Text(network)}))");
        }
    }

    private static string Port(ComposePort port)
    {
        string[] others =
        [
            .. port.IsHost ? ["Mode = PortMode.Host"] : Array.Empty<string>(),
            .. port.Protocol switch { "udp" => ["Protocol = PortProtocol.Udp"], "sctp" => ["Protocol = PortProtocol.Sctp"], _ => Array.Empty<string>() },
        ];
        return $"new ServicePort({port.Target}, {port.Published}){(others.Length == 0 ? "" : $" {{ {string.Join(", ", others)} }}")}";
    }

    private static IEnumerable<string> Fixture(ComposeSeen seen, string path)
    {
        var hasPorts = seen.Services.Any(it => it.Ports.Count > 0 && !it.IsJob);
        yield return "private StackPlacement? _placement;";
        if (hasPorts) yield return "private IReadOnlyList<ServiceFacts> _services = [];";
        yield return "";
        yield return "// Cluster throws what made the start fail.";
        yield return "public StackPlacement Placement => Cluster is null ? throw new InvalidOperationException() : _placement!;";
        yield return "";
        if (hasPorts)
        {
            yield return "public IReadOnlyList<ServiceFacts> Services => Cluster is null ? [] : _services;";
            yield return "";
        }

        yield return "protected override SwarmOptions Options => new()";
        yield return "{";
        if (ClusterPlan.WorkersFor(seen) is not UsualWorkers and var workers) yield return $"    Workers = {workers},";
        yield return $"    Preload = [{CSharp.Texts(seen.Services.Select(it => Preloaded(it.Image)).Distinct())}],";
        var labels = ClusterPlan.LabelsFor(seen);
        if (labels.Count > 0)
        {
            yield return "    NodeLabels = new Dictionary<string, IReadOnlyDictionary<string, string>>";
            yield return "    {";
            foreach (var (node, own) in labels) yield return $"        [{CSharp.Text(node)}] = {Pairs(own)},";
            yield return "    },";
        }

        yield return "};";
        yield return "";
        yield return "protected override async Task<SwarmCluster> StartAsync(Engine engine, CancellationToken token)";
        yield return "{";
        yield return "    var cluster = await base.StartAsync(engine, token);";
        yield return "    try";
        yield return "    {";
        foreach (var line in Deploy(seen, path, hasPorts)) yield return $"        {line}";
        yield return "        return cluster;";
        yield return "    }";
        yield return "    catch";
        yield return "    {";
        yield return "        await cluster.DisposeAsync();";
        yield return "        throw;";
        yield return "    }";
        yield return "}";
    }

    private static IEnumerable<string> Deploy(ComposeSeen seen, string path, bool hasPorts)
    {
        foreach (var network in seen.ExternalNetworks) yield return $"await cluster.CreateNetworkAsync({CSharp.Text(network)}, new SwarmNetworkOptions {{ Attachable = true }}, token);";
        foreach (var secret in seen.ExternalSecrets) yield return $"await cluster.CreateSecretAsync({CSharp.Text(secret)}, \"means nothing\", token);";
        foreach (var config in seen.ExternalConfigs) yield return $"await cluster.CreateConfigAsync({CSharp.Text(config)}, \"means nothing\", token);";
        var variables = seen.Variables.Count == 0 ? "" : $", Environment = {Pairs(seen.Variables)}";
        yield return $"var options = new StackOptions {{ Name = {CSharp.Text(seen.Name)}, File = ProjectFolder.Resolve({CSharp.Text(path)}){variables} }};";
        yield return "var stack = await cluster.DeployStackAsync(options, token);";
        yield return "_placement = await stack.WaitUntilConvergedAsync(token);";
        if (hasPorts) yield return "_services = await stack.ReadServicesAsync(token);";
    }

    // The cluster's registry has by that name what is pushed to it by the image's own.
    private static string Preloaded(string image) => image.StartsWith(OwnRegistry, StringComparison.Ordinal) ? image[OwnRegistry.Length..] : image;

    private static string Pairs(IReadOnlyDictionary<string, string> pairs) =>
        $"new Dictionary<string, string> {{ {string.Join(", ", pairs.Select(it => $"[{CSharp.Text(it.Key)}] = {CSharp.Text(it.Value)}"))} }}";
}
