using Docker.DotNet.Models;

namespace InfraSpecs.Observation;

/// <summary>The secrets in a container's variables, which its output may have too.</summary>
internal static class ContainerSecrets
{
    private static readonly char[] BetweenNames = ['/', ':', '@', '-', '_', '.'];

    /// <summary>Hides them in the run file. One that is also a name, as the user's, the database's or the image's, is hidden only where a text calls it a password.</summary>
    public static void Hide(ContainerInspectResponse seen)
    {
        var variables = (seen.Config?.Env ?? []).Select(it => it.Split('=', 2)).Where(it => it is [_, { Length: > 0 }])
            .Select(it => (Value: it[1], Secret: CommandText.SecretIn(it[0], it[1]))).ToList();
        var image = seen.Config?.Image ?? "";
        CommonWords.Hide(
            variables.Select(it => it.Secret).OfType<string>(),
            [.. variables.Where(it => it.Secret is null).Select(it => it.Value), image, .. image.Split(BetweenNames), seen.Config?.Hostname ?? "", seen.Config?.User ?? ""]);
    }
}
