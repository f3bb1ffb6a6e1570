using InfraSpecs.Images.Approvals;
using InfraSpecs.Images.Snapshots;
using Xunit.Sdk;

namespace InfraSpecs.Images.Tests.Approvals;

public sealed class ImageApprovalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Source => _folder.At("CronjobSpecs.cs");

    private string ApprovedPath => _folder.At("CronjobSpecs.As_approved.image.txt");

    private string ReceivedPath => _folder.At("CronjobSpecs.As_approved.image.received.txt");

    public ImageApprovalTests() => File.WriteAllText(Source, "");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_an_approved_text_the_claim_fails_and_says_how_to_approve_what_it_received()
    {
        var image = await Image("1").ReadAsync("example/cronjob:2");
        Failure(image).Should().StartWith("Expected image \"example/cronjob:2\" to be as approved, but no text of it is approved yet.").And
            .Contain($"approved: {ApprovedPath}\nreceived: {ReceivedPath}").And.Contain($"infraspecs snapshot accept {_folder.FullName}");
        (await File.ReadAllTextAsync(ReceivedPath, Token)).Should().Be(ImageSnapshot.Take(image).ToString());
        File.Exists(ApprovedPath).Should().BeFalse("it is not approved by failing");
    }

    [Fact]
    public async Task What_was_received_can_be_accepted_and_matches_then()
    {
        var image = await Image("1").ReadAsync();
        Failure(image);
        ImageApproval.AcceptReceived(_folder.FullName).Should().Equal(ApprovedPath);
        Failure(image).Should().BeNull();
        File.Exists(ReceivedPath).Should().BeFalse();
        ImageApproval.AcceptReceived(_folder.FullName).Should().BeEmpty();
    }

    [Fact]
    public async Task A_difference_is_told_by_meaning_then_where_then_line_by_line()
    {
        await ApproveAsync(Image("1"));
        var failure = Failure(await Image("22", user: "1001").ReadAsync("example/cronjob:2"))!;
        failure.Should().StartWith("Expected image \"example/cronjob:2\" to be as approved, but user root -> 1001; and 2 more.");
        failure.Should().Match("*- user root -> 1001*- content of /etc/task changed (1 -> 2 bytes)*- +1 bytes*approved: *received: *- user        root (none set)*+ user        1001*+ 0644 0:0     /etc/task*");
        File.Exists(ReceivedPath).Should().BeTrue();
    }

    [Fact]
    public async Task A_match_deletes_what_was_received_before()
    {
        await ApproveAsync(Image("1"));
        Failure(await Image("2").ReadAsync()).Should().NotBeNull();
        Failure(await Image("1").ReadAsync()).Should().BeNull();
        File.Exists(ReceivedPath).Should().BeFalse();
    }

    [Fact]
    public async Task An_approved_text_with_ends_of_lines_of_Windows_matches()
    {
        await ApproveAsync(Image("1"));
        await File.WriteAllTextAsync(ApprovedPath, (await File.ReadAllTextAsync(ApprovedPath, Token)).Replace("\n", "\r\n", StringComparison.Ordinal), Token);
        Failure(await Image("1").ReadAsync()).Should().BeNull();
    }

    [Fact]
    public async Task An_approved_text_with_a_conflict_in_it_is_named()
    {
        await ApproveAsync(Image("1"));
        await File.AppendAllTextAsync(ApprovedPath, "<<<<<<< HEAD\n", Token);
        Failure(await Image("1").ReadAsync()).Should().Contain("but the approved text cannot be read (CronjobSpecs.As_approved.image.txt, line ").And.Contain("<<<<<<< HEAD");
    }

    [Fact]
    public async Task Where_the_received_text_cannot_be_written_the_failure_says_so_and_shows_it()
    {
        Directory.CreateDirectory(ReceivedPath);
        var failure = Failure(await Image("1").ReadAsync())!;
        failure.Should().Contain("received: not written: ").And.Contain("[config]").And.NotContain("snapshot accept");
        Directory.EnumerateFiles(_folder.FullName).Should().Equal(Source);
    }

    [Fact]
    public async Task Two_specs_at_once_leave_one_whole_text()
    {
        var images = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => Image($"{number % 2}").ReadAsync()));
        await Task.WhenAll(images.Select(image => Task.Run(() => Failure(image), Token)));
        images.Select(image => ImageSnapshot.Take(image).ToString()).Should().Contain(await File.ReadAllTextAsync(ReceivedPath, Token));
        Directory.EnumerateFiles(_folder.FullName).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_spec_with_several_images_names_its_texts()
    {
        var act = async () => (await Image("1").ReadAsync()).Should().MatchSnapshot(new ImageSnapshotOptions { Name = "alpine" }, sourceFile: Source, spec: "As_approved");
        await act.Should().ThrowAsync<XunitException>();
        File.Exists(_folder.At("CronjobSpecs.alpine.image.received.txt")).Should().BeTrue();
    }

    [Fact]
    public async Task The_cases_of_a_theory_that_share_a_text_are_told_to_name_theirs()
    {
        await ApproveAsync(Image("1"));
        Failure(await Image("1").ReadAsync("example/debian")).Should().BeNull();
        Failure(await Image("2").ReadAsync("example/alpine")).Should().Contain("another image, example/debian, was compared with the same text in this run").And.Contain("ImageSnapshotOptions.Name");
        Failure(await Image("1").ReadAsync("example/debian")).Should().BeNull();
    }

    [Fact]
    public async Task A_text_that_cannot_be_written_is_an_error_that_names_it()
    {
        Failure(await Image("1").ReadAsync());
        Directory.CreateDirectory(ApprovedPath);
        var accept = () => ImageApproval.AcceptReceived(_folder.FullName);
        accept.Should().Throw<ImageTestException>().Where(e => e.Reason == ImageTestReason.NotApproved).WithMessage($"{ApprovedPath} cannot be written*");
        File.Exists(ReceivedPath).Should().BeTrue();
    }

    [Fact]
    public void A_path_that_the_build_mapped_or_a_checkout_that_moved_is_found_from_the_program_upwards()
    {
        var program = Directory.CreateDirectory(_folder.At("checkout/tests/X/bin/Release/net10.0"));
        var source = _folder.At("checkout/tests/X/Cron/CronjobSpecs.cs");
        Directory.CreateDirectory(Path.GetDirectoryName(source)!);
        File.WriteAllText(source, "");
        foreach (var written in new[] { "/_/tests/X/Cron/CronjobSpecs.cs", "/home/ci/old/tests/X/Cron/CronjobSpecs.cs", @"D:\a\repo\tests\X\Cron\CronjobSpecs.cs", source })
        {
            SourceFolder.Find(written, program.FullName).Should().Be(Path.GetDirectoryName(source));
        }
    }

    [Fact]
    public async Task A_source_that_is_not_here_is_an_error_that_names_it()
    {
        var image = await Image("1").ReadAsync();
        var act = () => image.Should().MatchSnapshot(sourceFile: "/_/tests/Nowhere/NoSpecs.cs");
        act.Should().Throw<ImageTestException>().Where(e => e.Reason == ImageTestReason.SourceNotFound).WithMessage("The source file /_/tests/Nowhere/NoSpecs.cs is not on this machine*");
    }

    [Fact]
    public async Task A_received_text_that_is_none_approves_nothing()
    {
        Failure(await Image("1").ReadAsync());
        await File.WriteAllTextAsync(_folder.At("Z.image.received.txt"), "half", Token);
        var accept = () => ImageApproval.AcceptReceived(_folder.FullName);
        accept.Should().Throw<ImageTestException>().Where(e => e.Reason == ImageTestReason.SnapshotInvalid);
        File.Exists(ApprovedPath).Should().BeFalse();
    }

    private static TestImage Image(string content, string user = "") => new TestImage().Config("User", user).Layer(l => l.Directory("/etc").File("/etc/task", content));

    private async Task ApproveAsync(TestImage image) => await File.WriteAllTextAsync(ApprovedPath, ImageSnapshot.Take(await image.ReadAsync()).ToString(), Token);

    private string? Failure(ImageUnderTest image)
    {
        try
        {
            image.Should().MatchSnapshot(sourceFile: Source, spec: "As_approved");
            return null;
        }
        catch (XunitException e)
        {
            return e.Message;
        }
    }
}
