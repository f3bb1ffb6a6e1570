namespace InfraSpecs.Testing;

/// <summary>What a verb of the command writes.</summary>
public static class CapturedOutput
{
    /// <returns>Its exit code, and all that it wrote.</returns>
    public static async Task<(int Code, string Text)> OfAsync(Func<TextWriter, Task<int>> run)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        var code = await run(output);
        return (code, output.ToString());
    }
}
