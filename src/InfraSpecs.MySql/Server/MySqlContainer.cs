using System.Text;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;

namespace InfraSpecs.MySql;

/// <summary>Options, said in the words of the official images.</summary>
internal static class MySqlContainer
{
    public const int Port = 3306;

    private const string Scripts = "/docker-entrypoint-initdb.d/";
    private const string Secrets = "/run/infraspecs/";
    private const UnixFileModes Readable = UnixFileModes.UserRead | UnixFileModes.GroupRead | UnixFileModes.OtherRead;
    private const UnixFileModes Runnable = Readable | UnixFileModes.UserExecute | UnixFileModes.GroupExecute | UnixFileModes.OtherExecute;

    /// <summary>The container of a server, without its data.</summary>
    public static ContainerBuilder Describe(Engine engine, string image, string role, MySqlOptions options)
    {
        var builder = engine.NewContainer(image, role).WithEnvironment(Variables(options));
        builder = options.PublishOnAllAddresses ? builder.WithPortOnAllAddresses(Port) : builder.WithLoopbackPort(Port);
        foreach (var (path, password) in PasswordFiles(options))
        {
            builder = builder.WithResourceMapping(Encoding.UTF8.GetBytes(password), path, fileMode: Readable);
        }

        foreach (var script in options.InitScripts)
        {
            var mode = script.Name.EndsWith(".sh", StringComparison.Ordinal) ? Runnable : Readable;
            builder = builder.WithResourceMapping(script.Content.ToArray(), Scripts + script.Name, fileMode: mode);
        }

        return options.Arguments.Count == 0 ? builder : builder.WithCommand([.. options.Arguments]);
    }

    /// <summary>The variables. Passwords are in files that they name: what is in a variable is shown by every `docker inspect`.</summary>
    public static IReadOnlyDictionary<string, string> Variables(MySqlOptions options)
    {
        var variables = new Dictionary<string, string>(options.Environment);
        if (options.Database is { } database) variables["MYSQL_DATABASE"] = database;
        if (options.User is { } user) variables["MYSQL_USER"] = user;
        if (options.User is not null) variables["MYSQL_PASSWORD_FILE"] = Secrets + "password";
        if (options.RootPassword.Length > 0) variables["MYSQL_ROOT_PASSWORD_FILE"] = Secrets + "root-password";
        else variables.TryAdd("MYSQL_ALLOW_EMPTY_PASSWORD", "yes");
        return variables;
    }

    private static IEnumerable<(string Path, string Password)> PasswordFiles(MySqlOptions options)
    {
        if (options.User is not null) yield return (Secrets + "password", options.Password);
        if (options.RootPassword.Length > 0) yield return (Secrets + "root-password", options.RootPassword);
    }
}
