using InfraSpecs.Images.Structure.Checks;
using InfraSpecs.Images.Structure.Documents;

namespace InfraSpecs.Images.Structure;

/// <summary>Reads what a file says into tests.</summary>
internal sealed class SchemaReader(NodeReader read, string path)
{
    private static readonly string[] Roots = ["schemaVersion", "globalEnvVars", "commandTests", "fileExistenceTests", "fileContentTests", "licenseTests"];

    private int _version;

    /// <exception cref="DocumentException">It is no file of tests.</exception>
    public (StructureSchema Schema, IReadOnlyList<StructureCheck> Checks) Read(Node root)
    {
        if (root.Kind is not NodeKind.Map) throw new DocumentException(root.Line, $"it is {root.Shown}, and must be a map with schemaVersion and tests");
        _version = Version(root);
        var map = read.Map(root, "the file", _version == 1 ? Roots : [.. Roots, "metadataTest", "containerRunOptions"]);
        read.Text(map.GetValueOrDefault("schemaVersion"), "schemaVersion");
        var run = _version == 2 ? RunOptionsReader.Read(read, map.GetValueOrDefault("containerRunOptions")) : new ContainerRunOptions();
        var schema = new StructureSchema(path, _version, read.IsJson, Values(map.GetValueOrDefault("globalEnvVars"), "globalEnvVars"), run);
        List<StructureCheck> checks =
        [
            .. read.List(map.GetValueOrDefault("commandTests"), "commandTests").Select(Command),
            .. read.List(map.GetValueOrDefault("fileContentTests"), "fileContentTests").Select(Content),
            .. read.List(map.GetValueOrDefault("fileExistenceTests"), "fileExistenceTests").Select(Existence),
            .. read.List(map.GetValueOrDefault("licenseTests"), "licenseTests").Select(License),
        ];
        if (map.GetValueOrDefault("metadataTest") is { } node && Metadata(node) is { IsEmpty: false } metadata) checks.Add(metadata);
        return (schema, checks);
    }

    private static int Version(Node root)
    {
        var node = root.Pairs.LastOrDefault(it => it.Key.Text.Equals("schemaVersion", StringComparison.OrdinalIgnoreCase)).Value;
        return node?.Text switch
        {
            "1.0.0" => 1,
            "2.0.0" => 2,
            null or "" => throw new DocumentException(root.Line, "schemaVersion is not there; write schemaVersion: 2.0.0"),
            var other => throw new DocumentException(node.Line, $"schemaVersion {other} is not known; there are 2.0.0 and 1.0.0"),
        };
    }

    private CommandCheck Command(Node node)
    {
        const string What = "a command test";
        IReadOnlyList<string> names = ["name", "setup", "teardown", "envVars", "exitCode", "command", "expectedOutput", "excludedOutput", "expectedError", "excludedError"];
        var map = read.Map(node, What, _version == 1 ? names : [.. names, "args"]);
        IReadOnlyList<string> Texts(string name) => read.Texts(map.GetValueOrDefault(name), name);
        return new CommandCheck(Name(map), node.Line, _version == 1 ? Texts("command") : [read.Text(map.GetValueOrDefault("command"), "command"), .. Texts("args")])
        {
            Setup = [.. read.List(map.GetValueOrDefault("setup"), "setup").Select(it => read.Texts(it, "a setup command"))],
            Teardown = [.. read.List(map.GetValueOrDefault("teardown"), "teardown").Select(it => read.Texts(it, "a teardown command"))],
            Variables = Values(map.GetValueOrDefault("envVars"), "envVars"),
            ExitCode = read.Number(map.GetValueOrDefault("exitCode"), "exitCode", 0),
            ExpectedOutput = Texts("expectedOutput"),
            ExcludedOutput = Texts("excludedOutput"),
            ExpectedError = Texts("expectedError"),
            ExcludedError = Texts("excludedError"),
        };
    }

    private FileExistenceCheck Existence(Node node)
    {
        IReadOnlyList<string> names = ["name", "path", "shouldExist", "permissions"];
        var map = read.Map(node, "a file existence test", _version == 1 ? names : [.. names, "uid", "gid", "isExecutableBy"]);
        // Version 1 knows no owners; in JSON the defaults are Go's own.
        var owner = read.IsJson && _version == 2 ? 0 : FileExistenceCheck.NotAsked;
        return new FileExistenceCheck(Name(map), node.Line, read.Text(map.GetValueOrDefault("path"), "path"))
        {
            ShouldExist = read.Flag(map.GetValueOrDefault("shouldExist"), "shouldExist", otherwise: !read.IsJson),
            SaysShouldExist = map.ContainsKey("shouldExist"),
            Permissions = read.Text(map.GetValueOrDefault("permissions"), "permissions"),
            UserId = read.Number(map.GetValueOrDefault("uid"), "uid", owner),
            GroupId = read.Number(map.GetValueOrDefault("gid"), "gid", owner),
            ExecutableBy = read.Text(map.GetValueOrDefault("isExecutableBy"), "isExecutableBy"),
        };
    }

    private FileContentCheck Content(Node node)
    {
        var map = read.Map(node, "a file content test", "name", "path", "expectedContents", "excludedContents");
        return new FileContentCheck(
            Name(map), node.Line, read.Text(map.GetValueOrDefault("path"), "path"),
            read.Texts(map.GetValueOrDefault("expectedContents"), "expectedContents"), read.Texts(map.GetValueOrDefault("excludedContents"), "excludedContents"));
    }

    private LicenseCheck License(Node node)
    {
        var map = read.Map(node, "a licence test", "debian", "files");
        return new LicenseCheck(node.Line, read.Flag(map.GetValueOrDefault("debian"), "debian"), read.Texts(map.GetValueOrDefault("files"), "files"));
    }

    private MetadataCheck Metadata(Node node)
    {
        var map = read.Map(
            node, "metadataTest",
            "envVars", "unboundEnvVars", "exposedPorts", "unexposedPorts", "entrypoint", "cmd", "workdir", "volumes", "unmountedVolumes", "labels", "user");
        IReadOnlyList<string> Texts(string name) => read.Texts(map.GetValueOrDefault(name), name);
        IReadOnlyList<string>? Words(string name) => map.GetValueOrDefault(name) is { Kind: not NodeKind.Null } words ? read.Texts(words, name) : null;
        return new MetadataCheck(node.Line)
        {
            Variables = Values(map.GetValueOrDefault("envVars"), "envVars"),
            Unbound = Values(map.GetValueOrDefault("unboundEnvVars"), "unboundEnvVars"),
            Labels = Values(map.GetValueOrDefault("labels"), "labels"),
            Ports = Texts("exposedPorts"),
            UnexposedPorts = Texts("unexposedPorts"),
            Volumes = Texts("volumes"),
            UnmountedVolumes = Texts("unmountedVolumes"),
            Entrypoint = Words("entrypoint"),
            Cmd = Words("cmd"),
            WorkingDir = read.Text(map.GetValueOrDefault("workdir"), "workdir"),
            User = read.Text(map.GetValueOrDefault("user"), "user"),
        };
    }

    private IReadOnlyList<NamedValue> Values(Node? node, string what) => [.. read.List(node, what).Select(item => Value(item, what))];

    private NamedValue Value(Node item, string what)
    {
        var map = read.Map(item, $"an item of {what}", "key", "value", "isRegex");
        return new NamedValue(read.Text(map.GetValueOrDefault("key"), "key"), read.Text(map.GetValueOrDefault("value"), "value"), read.Flag(map.GetValueOrDefault("isRegex"), "isRegex"));
    }

    private string Name(IReadOnlyDictionary<string, Node> map) => read.Text(map.GetValueOrDefault("name"), "name");
}
