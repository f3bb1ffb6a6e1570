using InfraSpecs.Images.Structure;

namespace InfraSpecs.Images.Tests.Structure;

public sealed class GoFileModeTests
{
    [Theory]
    [InlineData(ImageFileKind.File, "0644", "-rw-r--r--")]
    [InlineData(ImageFileKind.File, "4755", "urwxr-xr-x")]
    [InlineData(ImageFileKind.File, "2755", "grwxr-xr-x")]
    [InlineData(ImageFileKind.File, "6711", "ugrwx--x--x")]
    [InlineData(ImageFileKind.File, "0000", "----------")]
    [InlineData(ImageFileKind.Directory, "0755", "drwxr-xr-x")]
    [InlineData(ImageFileKind.Directory, "1777", "dtrwxrwxrwx")]
    [InlineData(ImageFileKind.Directory, "2775", "dgrwxrwxr-x")]
    [InlineData(ImageFileKind.SymbolicLink, "0777", "Lrwxrwxrwx")]
    public void Modes_are_written_as_Go_does(ImageFileKind kind, string mode, string expected) => GoFileMode.Write(kind, (UnixFileMode)Convert.ToInt32(mode, 8)).Should().Be(expected);
}
