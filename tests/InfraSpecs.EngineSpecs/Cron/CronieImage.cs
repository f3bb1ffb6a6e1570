
namespace InfraSpecs.EngineSpecs.Cron;

/// <summary>An image with cronie, as Fedora and others have it, from Debian's package.</summary>
internal static class CronieImage
{
    public static async Task<string> GetAsync(Engine engine, CancellationToken token) => await InlineImage.BuildAsync(
        engine,
        "cronie",
        $"""
        FROM {await engine.Images.GetAsync("base", token)}
        RUN apt-get update -o Acquire::Retries=5 && apt-get install -y --no-install-recommends -o Acquire::Retries=5 cronie && rm -rf /var/lib/apt/lists/*
        CMD ["sh", "-c", "exec $(command -v crond || command -v cron) -n"]

        """,
        token);
}
