namespace InfraSpecs.Images.Secrets;

/// <summary>A form by which secrets are known.</summary>
/// <param name="Kind">What kind of secret.</param>
/// <param name="What">In a few words: "private key".</param>
internal sealed record SecretShape(SecretKind Kind, string What);
