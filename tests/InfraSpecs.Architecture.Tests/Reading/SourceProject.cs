using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace InfraSpecs.Architecture.Tests.Reading;

/// <summary>A project of src that becomes a package, as its project file and its sources say, bound by the compiler.</summary>
internal sealed record SourceProject(string Name, string Folder, IReadOnlyList<string> Uses, IReadOnlyList<string> Friends, CSharpCompilation Code)
{
    private static readonly CSharpParseOptions Language = new(LanguageVersion.Latest);

    private static readonly SyntaxTree ImplicitUsings = CSharpSyntaxTree.ParseText(
        string.Concat(new[] { "", ".IO", ".Linq", ".Collections.Generic", ".Net.Http", ".Threading", ".Threading.Tasks" }.Select(it => $"global using System{it};"))
        // Declared too, for sources that do not have it.
        + "global using InfraSpecs.Extensibility; namespace InfraSpecs.Extensibility { }",
        Language);

    // All that this program runs with, but not itself: its namespaces would hide others.
    private static readonly List<PortableExecutableReference> Libraries = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator).Where(file => file != typeof(SourceProject).Assembly.Location).Select(file => MetadataReference.CreateFromFile(file))];

    public static IReadOnlyList<SourceProject> ReadAll()
    {
        List<SourceProject> read = [];
        var files = Directory.GetDirectories(Path.Combine(Checkout.Root, "src"))
            .Select(it => Path.Combine(it, Path.GetFileName(it) + ".csproj")).Where(File.Exists)
            .ToDictionary(file => Path.GetFileNameWithoutExtension(file), XDocument.Load)
            .Where(it => IsShipped(it.Value) && Checkout.CodeOf(Path.Combine(Checkout.Root, "src", it.Key)).Any()).ToDictionary();
        foreach (var (name, file) in files.OrderBy(it => it.Key, StringComparer.Ordinal)) Add(name, file);
        return read;

        void Add(string name, XDocument file)
        {
            if (read.Exists(it => it.Name == name)) return;
            var uses = Included(file, "ProjectReference").Select(it => Path.GetFileNameWithoutExtension(it.Replace('\\', '/'))).Where(files.ContainsKey).ToList();
            foreach (var used in uses) Add(used, files[used]);
            read.Add(Read(name, file, uses, [.. uses.SelectMany(WithBase).Distinct()]));
        }

        IEnumerable<SourceProject> WithBase(string name)
        {
            var project = read.Single(it => it.Name == name);
            return project.Uses.SelectMany(WithBase).Prepend(project);
        }
    }

    public override string ToString() => Name;

    /// <summary>A project of texts. The path of each is below <paramref name="folder"/>.</summary>
    public static SourceProject Bind(
        string name, string folder, IEnumerable<(string Path, string Text)> sources, IReadOnlyList<SourceProject> below,
        OutputKind kind = OutputKind.DynamicallyLinkedLibrary)
    {
        var trees = sources.Select(it => CSharpSyntaxTree.ParseText(it.Text, Language, it.Path));
        var code = CSharpCompilation.Create(
            name, trees.Prepend(ImplicitUsings), [.. Libraries, .. below.Select(it => it.Code.ToMetadataReference())],
            new CSharpCompilationOptions(kind, allowUnsafe: true));
        return new SourceProject(name, folder, [], [], code);
    }

    private static SourceProject Read(string name, XDocument file, IReadOnlyList<string> uses, IReadOnlyList<SourceProject> below)
    {
        var folder = Path.Combine(Checkout.Root, "src", name);
        var kind = file.Descendants("OutputType").Any() ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        return Bind(name, folder, Checkout.CodeOf(folder).Select(it => (it, File.ReadAllText(it))), below, kind) with
        {
            Uses = uses,
            Friends = [.. Included(file, "InternalsVisibleTo")],
        };
    }

    private static bool IsShipped(XDocument file) => !file.Descendants("IsPackable").Any(it => it.Value == "false");

    private static IEnumerable<string> Included(XDocument file, string item) =>
        file.Descendants(item).Where(it => it.Attribute("ReferenceOutputAssembly")?.Value != "false").Attributes("Include").Select(it => it.Value);
}
