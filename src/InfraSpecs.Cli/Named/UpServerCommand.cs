using System.CommandLine;
using InfraSpecs.Cron;
using InfraSpecs.MySql;
using InfraSpecs.Registry;

namespace InfraSpecs.Cli;

/// <summary><c>infraspecs up registry | mysql | cron [NAME]</c>: one container under a name.</summary>
internal static class UpServerCommand
{
    public const string MySqlKind = "mysql";
    public const string RegistryKind = "registry";
    public const string CronKind = "cron";

    public static Command CreateRegistry()
    {
        var (name, image) = (NamedArgument.Create(RegistryKind), ImageOption(new RegistryOptions().Image));
        return Create(RegistryKind, "Starts a registry that is plain and open to this machine.", name, [image], (parsed, output, token) =>
            RunRegistryAsync(new EngineOptions(), parsed.GetValue(name)!, new RegistryOptions { Image = parsed.GetValue(image)! }, output, token));
    }

    public static Command CreateMySql()
    {
        var (name, image) = (NamedArgument.Create(MySqlKind), ImageOption(new MySqlOptions().Image));
        var database = new Option<string?>("--database") { Description = "A database that is there from the start." };
        const string description = "Starts a MySQL or MariaDB server with data of its own. 'infraspecs context NAME --env' prints how its clients reach it, with the password.";
        return Create(MySqlKind, description, name, [image, database], (parsed, output, token) =>
            RunMySqlAsync(new EngineOptions(), parsed.GetValue(name)!, new MySqlOptions { Image = parsed.GetValue(image)!, Database = parsed.GetValue(database) }, output, token));
    }

    public static Command CreateCron()
    {
        var (name, image) = (NamedArgument.Create(CronKind), ImageOption(new CronOptions().Image));
        return Create(CronKind, "Starts a cron container in real time.", name, [image], (parsed, output, token) =>
            RunCronAsync(new EngineOptions(), parsed.GetValue(name)!, new CronOptions { Image = parsed.GetValue(image)! }, output, token));
    }

    /// <returns>The exit code: 0.</returns>
    internal static Task<int> RunRegistryAsync(EngineOptions options, string name, RegistryOptions registry, VerbOutput output, CancellationToken token) =>
        UpCommand.RunAsync(options, new NamedThing(RegistryKind, name), async (engine, progress, linked) =>
        {
            await progress.HaveAsync(registry.Image, linked);
            var server = await RegistryServer.StartAsync(engine, registry, linked);
            return (_, _) => Task.FromResult<IReadOnlyList<string>>([$"docker push {server.Address}/example/NAME"]);
        }, output, token);

    /// <returns>The exit code: 0.</returns>
    internal static Task<int> RunMySqlAsync(EngineOptions options, string name, MySqlOptions mysql, VerbOutput output, CancellationToken token) =>
        UpCommand.RunAsync(options, new NamedThing(MySqlKind, name), async (engine, progress, linked) =>
        {
            await progress.HaveAsync(mysql.Image, linked);
            // Golden data is kept by another bound than a named thing's.
            var server = await MySqlServer.StartAsync(engine, mysql with { Golden = false }, linked);
            return (_, _) => Task.FromResult<IReadOnlyList<string>>([$"server {server.Version} at {MySqlAccess.AddressOf(server)}", $"eval \"$(infraspecs context {name} --env)\"; mysql -u root"]);
        }, output, token);

    /// <returns>The exit code: 0.</returns>
    internal static Task<int> RunCronAsync(EngineOptions options, string name, CronOptions cron, VerbOutput output, CancellationToken token) =>
        UpCommand.RunAsync(options, new NamedThing(CronKind, name), async (engine, progress, linked) =>
        {
            await progress.HaveAsync(cron.Image, linked);
            var container = (await CronContainer.StartAsync(engine, cron, linked)).Container;
            return (_, _) => Task.FromResult<IReadOnlyList<string>>([$"docker logs --follow {container.Name}"]);
        }, output, token);

    private static Option<string> ImageOption(string usual) => new("--image") { Description = "An image source by name, or a reference.", DefaultValueFactory = _ => usual };

    private static Command Create(string kind, string description, Argument<string> name, Option[] options, Func<ParseResult, VerbOutput, CancellationToken, Task<int>> run)
    {
        var command = new Command(kind, description) { name };
        foreach (var option in options) command.Add(option);
        command.SetVerb(run);
        return command;
    }
}
