using InfraSpecs.MySql;

namespace InfraSpecs.Cli;

/// <summary>How the mysql command reaches a named server: by the variables that it reads.</summary>
internal static class MySqlAccess
{
    private const int Port = 3306;
    private const string Folder = "/run/infraspecs";

    public static string AddressOf(MySqlServer server)
    {
        var (host, port) = server.Container.GetPublishedAddress(Port);
        return $"{host}:{port}";
    }

    /// <summary>The variables. Root's password is read from the container: who may ask the engine may ask the server.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ReadVariablesAsync(Engine engine, NamedResources named, CancellationToken token)
    {
        var (container, facts) = (named.Resources.Containers[0], await NamedFacts.ReadAsync(engine, named, token));
        var archive = new ContainerArchive(engine, container.Id, container.Name);
        var files = await archive.ReadFolderAsync(Folder, it => it.EndsWith("/root-password", StringComparison.Ordinal), ContainerArchive.HeadSize, token);
        var address = facts.Addresses.First(it => it.Key.EndsWith($":{Port}", StringComparison.Ordinal)).Value.Split(':');
        var variables = new Dictionary<string, string> { ["MYSQL_HOST"] = address[0], ["MYSQL_TCP_PORT"] = address[1] };
        foreach (var file in files) variables["MYSQL_PWD"] = file.Text;
        return variables;
    }
}
