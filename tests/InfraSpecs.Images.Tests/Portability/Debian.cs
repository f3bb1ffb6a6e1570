using InfraSpecs.Images.Tests.Elf;

namespace InfraSpecs.Images.Tests.Portability;

/// <summary>What Debian's images have of glibc, in small.</summary>
internal static class Debian
{
    public const int Executable = 0b111_101_101;
    public const string Lib = "/usr/lib/x86_64-linux-gnu";

    public static TestElf Libc => new() { Soname = "libc.so.6", Needed = ["ld-linux-x86-64.so.2"], Versions = ["GLIBC_2.2.5", "GLIBC_2.34", "GLIBC_2.36"] };

    public static TestElf App => TestElf.Program with { Needed = ["libc.so.6"], VersionsNeeded = [("libc.so.6", ["GLIBC_2.34"])] };

    /// <summary>With the loader, libc and a shell.</summary>
    public static TestImage Image(string platform = "linux/amd64") => new TestImage().Platform(platform).Layer(l => l
        .Directory("/usr").Directory("/usr/bin").Directory("/usr/lib").Directory(Lib).Directory("/usr/lib64").Directory("/etc").Directory("/opt")
        .Directory("/opt/bin").Directory("/opt/lib").Directory("/opt/lib/x86_64-linux-gnu").Directory("/opt/x86_64")
        .Link("/bin", "usr/bin").Link("/lib", "usr/lib").Link("/lib64", "usr/lib64")
        .File(Lib + "/ld-linux-x86-64.so.2", new TestElf { Soname = "ld-linux-x86-64.so.2", Versions = ["GLIBC_2.3"] }.ToArray(), Executable)
        .Link("/usr/lib64/ld-linux-x86-64.so.2", "../lib/x86_64-linux-gnu/ld-linux-x86-64.so.2")
        .File(Lib + "/libc.so.6", Libc.ToArray())
        .File("/usr/bin/dash", App.ToArray(), Executable).Link("/usr/bin/sh", "dash")
        .File("/usr/bin/env", App.ToArray(), Executable)
        .File("/etc/passwd", "root:x:0:0:root:/root:/bin/sh\napp:x:1001:1002::/home/app:/bin/sh\n")
        .File("/etc/group", "root:x:0:\napp:x:1002:\ndocker:x:999:app\n"));

    public static TestLayer Program(this TestLayer layer, string path, TestElf elf) => layer.File(path, elf.ToArray(), Executable);

    public static TestLayer Script(this TestLayer layer, string path, string text) => layer.File(path, text, Executable);

    public static TestImage Entrypoint(this TestImage image, params string[] words) =>
        image.Config("Entrypoint", new System.Text.Json.Nodes.JsonArray([.. words.Select(it => (System.Text.Json.Nodes.JsonNode)it)]));

    public static TestImage Cmd(this TestImage image, params string[] words) => image.Config("Cmd", new System.Text.Json.Nodes.JsonArray([.. words.Select(it => (System.Text.Json.Nodes.JsonNode)it)]));

    public static TestImage Env(this TestImage image, params string[] variables) =>
        image.Config("Env", new System.Text.Json.Nodes.JsonArray([.. variables.Select(it => (System.Text.Json.Nodes.JsonNode)it)]));
}
