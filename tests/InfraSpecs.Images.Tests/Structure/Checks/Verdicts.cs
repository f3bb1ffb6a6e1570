namespace InfraSpecs.Images.Tests.Structure.Checks;

/// <summary>The image that the recorded verdicts are asked about, and how.</summary>
internal static class Verdicts
{
    public static Task<ImageUnderTest> ImageAsync() => new TestImage()
        .Config("Env", Json("""["PATH=/usr/bin:/bin", "APP=/app", "EMPTY="]"""))
        .Config("Cmd", Json("""["cron", "-f"]"""))
        .Config("WorkingDir", "/work")
        .Config("Labels", Json("""{"vendor": "ACME", "date": "2026-11-28"}"""))
        .Config("ExposedPorts", Json("""{"80/udp": {}, "443/tcp": {}}"""))
        .Config("Volumes", Json("""{"/data": {}}"""))
        .Layer(layer => layer
            .Directory("/etc").Directory("/tmp", 0b1_111_111_111).Directory("/app", user: 1000, group: 1001).Directory("/usr").Directory("/usr/bin").Directory("/t").Directory("/t/sub")
            .File("/etc/passwd", "root:x:0:0:root:/root:/bin/bash\n").File("/etc/empty").File("/etc/one", "one\n").File("/etc/latin", [0x63, 0x61, 0x66, 0xE9])
            .File("/usr/bin/su", "", 0b100_111_101_101).File("/usr/bin/crontab", "", 0b010_111_101_101, group: 102).File("/app/run", "", 0b111_101_000, user: 1000, group: 1001)
            .Link("/bin", "usr/bin").Link("/t/rel", "file").Link("/t/abs", "/t/file").Link("/t/gone", "/nowhere").Link("/t/loop", "/t/loop").Link("/t/sub/up", "../t/file").Link("/t/folder", "/etc")
            .File("/t/file", "content of t\n").File("/root-file", "at the root\n").Link("/t/other", "root-file")
            .Directory("/usr/share").Directory("/usr/share/doc").Directory("/usr/share/doc/good").File("/usr/share/doc/good/copyright", "MIT\n")
            .Directory("/usr/share/doc/base-files").File("/usr/share/doc/base-files/copyright", "Licences:\n GPL and agpl are in common-licenses\n"))
        .ReadAsync();

    /// <summary>Judges one test, which is given as it stands in a file of schema 2.0.0, indented by nothing.</summary>
    public static async Task<StructureTestResult> JudgeAsync(string kind, string test, string version = "2.0.0")
    {
        var lines = test.Replace("\n", "\n  ", StringComparison.Ordinal);
        var text = $"schemaVersion: {version}\n{kind}:\n" + (kind == "metadataTest" ? "  " + lines : "- " + lines);
        return await JudgeAsync(StructureTestFile.Parse("image.yaml", text));
    }

    public static async Task<StructureTestResult> JudgeAsync(StructureTestFile file) =>
        await file.Tests.Should().ContainSingle().Subject.RunAsync(await ImageAsync(), null, Token);

    private static System.Text.Json.Nodes.JsonNode? Json(string text) => System.Text.Json.Nodes.JsonNode.Parse(text);
}
