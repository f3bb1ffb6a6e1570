using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace InfraSpecs.Architecture.Tests.Reading;

/// <summary>A project of src, as its project file and its sources say, bound by the compiler.</summary>
internal sealed record SourceProject(string Name, string Folder, IReadOnlyList<string> Uses, IReadOnlyList<string> Friends, CSharpCompilation Code)
{
    private static readonly CSharpParseOptions Language = new(LanguageVersion.Latest);

    private static readonly SyntaxTree ImplicitUsings = CSharpSyntaxTree.ParseText(
        string.Concat(new[] { "", ".IO", ".Linq", ".Collections.Generic", ".Net.Http", ".Threading", ".Threading.Tasks" }.Select(it => $"global using System{it};")), Language);

    private static readonly List<PortableExecutableReference> Libraries = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator).Select(file => MetadataReference.CreateFromFile(file))];

    public static IReadOnlyList<SourceProject> ReadAll()
    {
        List<SourceProject> read = [];
        var files = Directory.GetFiles(Path.Combine(Checkout.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Where(file => Checkout.CodeOf(Path.GetDirectoryName(file)!).Any()).ToDictionary(file => Path.GetFileNameWithoutExtension(file), XDocument.Load);
        foreach (var (name, file) in files.OrderBy(it => it.Key, StringComparer.Ordinal)) Add(name, file);
        return read;

        void Add(string name, XDocument file)
        {
            if (read.Exists(it => it.Name == name)) return;
            var uses = Included(file, "ProjectReference").Select(it => Path.GetFileNameWithoutExtension(it.Replace('\\', '/'))).Where(files.ContainsKey).ToList();
            foreach (var used in uses) Add(used, files[used]);
            read.Add(Read(name, file, [.. uses.SelectMany(used => WithBase(used)).Distinct()]));
        }

        IEnumerable<SourceProject> WithBase(string name)
        {
            var project = read.Single(it => it.Name == name);
            return project.Uses.SelectMany(WithBase).Prepend(project);
        }
    }

    public override string ToString() => Name;

    private static SourceProject Read(string name, XDocument file, IReadOnlyList<SourceProject> below)
    {
        var folder = Path.Combine(Checkout.Root, "src", name);
        var trees = Checkout.CodeOf(folder).Select(it => CSharpSyntaxTree.ParseText(File.ReadAllText(it), Language, it));
        var kind = file.Descendants("OutputType").Any() ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        var code = CSharpCompilation.Create(name, trees.Prepend(ImplicitUsings), [.. Libraries, .. below.Select(it => it.Code.ToMetadataReference())],
            new CSharpCompilationOptions(kind, allowUnsafe: true));
        var uses = Included(file, "ProjectReference").Select(it => Path.GetFileNameWithoutExtension(it.Replace('\\', '/')));
        return new SourceProject(name, folder, [.. uses.Where(use => below.Any(it => it.Name == use))], [.. Included(file, "InternalsVisibleTo")], code);
    }

    private static IEnumerable<string> Included(XDocument file, string item) =>
        file.Descendants(item).Where(it => it.Attribute("ReferenceOutputAssembly")?.Value != "false").Attributes("Include").Select(it => it.Value);
}
