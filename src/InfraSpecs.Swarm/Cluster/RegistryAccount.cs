using Docker.DotNet.Models;
using InfraSpecs.Registry;

namespace InfraSpecs.Swarm;

/// <summary>As whom nodes ask the cluster's registry.</summary>
internal static class RegistryAccount
{
    /// <returns>Its first user; null where everybody may ask.</returns>
    public static AuthConfig? Find(RegistryOptions options) =>
        options.Users.Count == 0 ? null : new AuthConfig { Username = options.Users.First().Key, Password = options.Users.First().Value };
}
