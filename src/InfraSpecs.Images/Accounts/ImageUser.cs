namespace InfraSpecs.Images;

/// <summary>The user that a container of an image starts as.</summary>
/// <param name="Written">As the image's configuration has it; "" is root.</param>
/// <param name="UserId">The number; null where the image does not say.</param>
/// <param name="UnknownBecause">Why there is no number, in half a sentence; null where there is one.</param>
public sealed record ImageUser(string Written, int? UserId, string? UnknownBecause)
{
    internal static ImageUser Resolve(ImageUnderTest image)
    {
        var written = image.Config.User;
        var name = written.Split(':')[0];
        if (name.Length == 0) return new ImageUser(written, 0, null);
        var accounts = new ImageAccounts(image.Files);
        return accounts.FindUser(name) is { } number
            ? new ImageUser(written, number, null)
            : new ImageUser(written, null, accounts.UnknownBecause ?? $"its /etc/passwd has no user \"{name}\", so that no container of it starts");
    }
}
