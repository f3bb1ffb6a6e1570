using System.Security.Cryptography;
using System.Text;

namespace InfraSpecs.MySql;

/// <summary>
/// The password of a root that was given none. It is made of the engine's own ID: whoever may ask for that may enter every container anyway, and a container may not ask. All
/// servers of one engine have the same, so that data and golden volumes of one session serve another.
/// </summary>
internal static class GeneratedPassword
{
    private const int Length = 32;

    /// <summary>The options with it.</summary>
    public static async Task<MySqlOptions> SetAsync(MySqlOptions options, Engine engine, CancellationToken token)
    {
        var (id, again) = ((await engine.Client.System.GetSystemInfoAsync(token)).ID, (await engine.Client.System.GetSystemInfoAsync(token)).ID);
        // An engine without an ID of its own has a password for each session: some that only speak Docker's API have none, and Podman says another one each time.
        return string.IsNullOrEmpty(id) || id != again
            ? options with { RootPassword = From(engine.Session.Labels[Session.IdLabel]) }
            : options with { RootPassword = From(id), IsRootTheEngines = true };
    }

    /// <summary>With letters of both cases, digits and a sign: a server may insist on them.</summary>
    internal static string From(string secret) =>
        "Is-" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), "root of MySQL"u8))[..Length];
}
