using InfraSpecs.Architecture.Tests.Reading;
using Microsoft.CodeAnalysis;

namespace InfraSpecs.Architecture.Tests;

public sealed class ErrorsPageTests
{
    [Fact]
    public void Is_as_approved() => ApprovedPage.Verify("errors", ErrorsPage.Draw());

    [Fact]
    public void Each_reason_says_what_it_means_and_what_to_do() => Assert.Empty(
        ErrorsPage.Reasons().Where(it => Sentences(ErrorsPage.Summary(it)) < 2).Select(it => $"{it.ContainingType.Name}.{it.Name}: '{ErrorsPage.Summary(it)}'"));

    [Fact]
    public void A_summary_becomes_markdown()
    {
        var project = SourceProject.Bind("Room", "/src/Room", [("/src/Room/It.cs", """
            namespace Room;

            /// <summary>Why an
            /// <see cref="It"/> was <c>thrown</c>; see <see cref="It.Because"/>.</summary>
            public enum It { Because }

            public enum Bare { }
            """)], []);
        Assert.Equal("Why an `It` was `thrown`; see `It.Because`.", ErrorsPage.Summary(project.Code.GetTypeByMetadataName("Room.It")!));
        Assert.Equal("", ErrorsPage.Summary(project.Code.GetTypeByMetadataName("Room.Bare")!));
    }

    private static int Sentences(string text) => text.Split(". ").Length;
}
