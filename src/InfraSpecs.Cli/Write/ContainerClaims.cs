using System.Globalization;
using System.Net;

namespace InfraSpecs.Cli.Write;

/// <summary>What specs claim of a running container, and of its image.</summary>
internal static class ContainerClaims
{
    /// <param name="seen">The container.</param>
    public static SpecFile Write(ContainerSeen seen)
    {
        var notes = new List<string>();
        var name = CSharp.Class(seen.Name);
        var hold = $"var container = await fixture.Engine.HoldAsync({CSharp.Text(seen.Name)}, Token)";
        var claims = Ports(seen, notes).Concat(Health(seen, notes)).Concat(Mounts(seen, notes)).Select(it => it with { Body = [hold, .. it.Body] }).ToList();
        claims.Insert(0, new Claim(
            $"It runs {seen.Image}", hold, "var found = await fixture.Engine.Client.Containers.InspectContainerAsync(container.Id, Token)",
            $"found.Config!.Image.Should().Be({CSharp.Text(seen.Image)})",
            "found.State!.Running.Should().BeTrue()"));
        var timed = claims.Any(it => it.Body.Any(line => line.EndsWith(", Within, Token)", StringComparison.Ordinal)));
        var image = seen.OfImage is { } known ? ImageClaims.Write(known, name, "Image") : null;
        if (seen.ImageTrouble is { } trouble) notes.Add($"left out: its image, because {trouble}");
        return new SpecFile
        {
            Subject = $"container {seen.Name}",
            Usings = image?.Usings ?? [],
            Notes = [.. notes, .. image?.Notes ?? []],
            Classes =
            [
                new SpecClass
                {
                    Attribute = "[RequiresEngine]",
                    Declaration = $"{name}Specs(EngineFixture fixture)",
                    Members = timed ? ["private static readonly TimeSpan Within = TimeSpan.FromSeconds(10);"] : [],
                    Claims = claims,
                },
                .. image?.Classes ?? [],
            ],
        };
    }

    private static IEnumerable<Claim> Ports(ContainerSeen seen, List<string> notes)
    {
        foreach (var port in seen.Ports)
        {
            if (port.Host is { } host) yield return new Claim($"It publishes port {port.Number} as {host}", $"container.Endpoint({port.Number}).Port.Should().Be({host})");
            if (port.Status is { } status)
            {
                yield return new Claim(
                    $"It answers on port {port.Number} with {status}", $"await container.WaitUntilAsync(Ready.WhenHttpAnswers({port.Number}, \"/\", {Status(status)}), Within, Token)");
            }
            else if (ImageClaims.Holds($"that it listens on port {port.Number}", port.Trouble, notes))
            {
                yield return new Claim($"It listens on port {port.Number}", $"await container.WaitUntilAsync(Ready.WhenPortAccepts({port.Number}), Within, Token)");
            }
        }

        foreach (var (port, why) in seen.OtherPorts) notes.Add($"left out: that it listens on {port}, because {why}");
    }

    private static IEnumerable<Claim> Health(ContainerSeen seen, List<string> notes)
    {
        if (seen.Health is not { } health) yield break;
        if (ImageClaims.Holds("that it is healthy", health == "healthy" ? null : $"it is {health}", notes))
            yield return new Claim("It is healthy", "await container.WaitUntilAsync(Ready.WhenHealthy, Within, Token)");
    }

    private static IEnumerable<Claim> Mounts(ContainerSeen seen, List<string> notes)
    {
        foreach (var mount in seen.Mounts)
        {
            if (mount.Kind is MountKind.Other) notes.Add($"left out: what is mounted at {mount.Path}, because it is neither a volume, a folder nor memory");
            // The image's own volumes are claimed of the image.
            else if (!mount.IsAnonymous || seen.OfImage?.Config.Volumes.Contains(mount.Path) != true)
                yield return new Claim($"It has {Word(mount)} at {mount.Path}", "var mounts = await container.ReadMountsAsync(Token)", $"mounts.Should().HaveMount({Mount(mount)})");
        }
    }

    private static string Word(ContainerMount mount) => mount.Kind switch
    {
        MountKind.Volume => mount.Name is { } name && !mount.IsAnonymous ? $"volume {name}" : "a volume",
        MountKind.Bind => mount.Source,
        _ => "memory",
    };

    private static string Mount(ContainerMount mount)
    {
        var readOnly = mount.IsReadOnly ? ", readOnly: true" : "";
        return mount switch
        {
            { Kind: MountKind.Tmpfs } => $"ContainerMount.Tmpfs({CSharp.Text(mount.Path)})",
            { Kind: MountKind.Bind } => $"ContainerMount.Bind({CSharp.Text(mount.Source)}, {CSharp.Text(mount.Path)}{readOnly})",
            { IsAnonymous: false, Name: { } name } => $"ContainerMount.Volume({CSharp.Text(name)}, {CSharp.Text(mount.Path)}{readOnly})",
            _ => $"new ContainerMount {{ Kind = MountKind.Volume, Path = {CSharp.Text(mount.Path)}{(mount.IsReadOnly ? ", IsReadOnly = true" : "")} }}",
        };
    }

    private static string Status(int status) => Enum.IsDefined((HttpStatusCode)status)
        ? $"System.Net.HttpStatusCode.{(HttpStatusCode)status}"
        : string.Create(CultureInfo.InvariantCulture, $"(System.Net.HttpStatusCode){status}");
}
